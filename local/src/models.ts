import { fileURLToPath } from 'node:url';
import { faultsOf, modelsFolder } from '@blobscribe/core/models/models-folder';
import { visionProvider } from '@blobscribe/core/vision-provider';
import { startProcess } from './processes.ts';

const COMMAND = fileURLToPath(new URL('../../scripts/src/blobscribe.ts', import.meta.url));
const GRACE_MS = 2_000;

export type Models = {
  /** Whether executions may start: what they look with is here, or will not come. */
  readonly settled: () => boolean;
  readonly stop: () => Promise<void>;
};

/** Fetches the models of on-device vision, if that is what looks and they are missing; never fails. */
export async function provideModels(
  environment: NodeJS.ProcessEnv,
  print: (line: string) => void,
): Promise<Models> {
  const nothing = { settled: () => true, stop: async () => {} };
  if (visionProvider(environment) !== 'on-device') return nothing;
  if ((await faultsOf(modelsFolder(environment))).length === 0) return nothing;
  const label = 'models';
  const fetching = startProcess({ label, script: COMMAND, args: ['models'], environment, print });
  let [settled, stopping] = [false, false];
  void fetching.ended.then((end) => {
    settled = true;
    if (end === 0 || stopping) return;
    print(
      `[${label}] without them images are described by light and colour alone; npm run models tries again`,
    );
  });
  return {
    settled: () => settled,
    async stop() {
      stopping = true;
      await fetching.stop(GRACE_MS);
    },
  };
}
