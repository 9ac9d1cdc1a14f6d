import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Azurite, azuriteConnectionString, startAzurite } from '../../local/src/azurite.ts';
import { anyPort } from '../../local/src/ports.ts';

export type AzuriteFixture = Azurite & {
  readonly port: number;
  readonly connectionString: string;
};

/** A real Azurite of a test's own, in a folder that goes with it. */
export async function azuriteFixture(tls?: {
  certificate: string;
  key: string;
}): Promise<AzuriteFixture> {
  const folder = await mkdtemp(join(tmpdir(), 'blobscribe-azurite-'));
  const port = await anyPort();
  const azurite = await startAzurite({ port, folder, print: () => {}, ...(tls ? { tls } : {}) });
  return {
    ...azurite,
    port,
    connectionString: azuriteConnectionString(port, tls ? 'https' : 'http'),
    async stop() {
      await azurite.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
