import { fileURLToPath } from 'node:url';
import { createApiKey, formatApiKeyEntry, hashApiKey } from '../../core/src/api-key.ts';
import { loopbackOrigins } from '../../core/src/foreign-request.ts';
import { startApi } from '../../local/src/api.ts';
import { anyPort } from '../../local/src/ports.ts';
import { azuriteFixture } from '../support/azurite.ts';

export type KeyedApi = {
  readonly key: string;
  /** Where its page is, under another name than its storage's. */
  readonly page: string;
  readonly storage: string;
  readonly stop: () => Promise<void>;
};

/** An API that wants a key, over a storage of its own; nothing looks at its images. */
export async function startKeyedApi(): Promise<KeyedApi> {
  const port = await anyPort();
  const key = createApiKey();
  const { storage, connectionString, stop: stopStorage } = await azuriteFixture();
  await storage.setProperties({
    cors: [
      {
        allowedOrigins: loopbackOrigins(port).join(','),
        allowedMethods: 'PUT',
        allowedHeaders: 'content-type,x-ms-*',
        exposedHeaders: '',
        maxAgeInSeconds: 60,
      },
    ],
  });
  const api = await startApi({
    script: fileURLToPath(new URL('../../api/src/main.ts', import.meta.url)),
    port,
    environment: {
      ...process.env,
      AUTH: 'api-key',
      API_KEYS: formatApiKeyEntry({ tenant: 'acme', sha256: hashApiKey(key) }),
      STORAGE_CONNECTION_STRING: connectionString,
    },
    print: () => {},
  });
  return {
    key,
    storage: storage.url,
    page: `http://localhost:${port}`,
    async stop() {
      await api.stop();
      await stopStorage();
    },
  };
}
