import { fileURLToPath } from 'node:url';
import { startProcess } from '../../../local/src/processes.ts';
import { type FaultBench, LONG_LOCK_SECONDS } from '../bench.ts';
import type { Scenario } from '../scenario.ts';

const SWEEP = fileURLToPath(new URL('../../../job/src/sweep.ts', import.meta.url));
const DROPPED = 0.05;

export const dropped: Scenario = {
  id: 'F10',
  title: '5 % of events never come',
  bench: { lockSeconds: LONG_LOCK_SECONDS },
  async play(bench, size) {
    const { launcher, ledger, tell, upload, drained, emptied } = bench;
    const uploads = await upload(size(1000, 60));
    const sent = await tell(uploads, { dropped: DROPPED });
    const stop = launcher.scale(3);
    await emptied();
    const missing = uploads.length - ledger.described();
    const first = await sweep(bench);
    await drained(60_000);
    const second = await sweep(bench);
    await emptied();
    await stop();
    const queued = ledger.deliveries.length - uploads.length;
    return {
      extraCalls: 0,
      faults: [
        ...(missing !== uploads.length - sent || missing === 0 ? [`${missing} were missing`] : []),
        ...(queued > 0 ? [`${queued} images were handed out more than once`] : []),
        ...[first, second].filter((end) => end !== 0).map((end) => `a sweep ended ${end}`),
      ],
      note: `${missing} events dropped, the sweeper found the images`,
    };
  },
};

function sweep({ connectionStrings }: FaultBench): Promise<number | NodeJS.Signals> {
  return startProcess({
    label: 'sweep',
    script: SWEEP,
    environment: {
      PATH: process.env.PATH ?? '',
      STORAGE_CONNECTION_STRING: connectionStrings.storage,
      SERVICEBUS_CONNECTION_STRING: connectionStrings.serviceBus,
      SWEEP_AFTER_MINUTES: '0',
      LOCK_SECONDS: String(LONG_LOCK_SECONDS),
    },
    print: () => {},
  }).ended;
}
