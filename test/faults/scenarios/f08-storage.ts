import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../../support/until.ts';
import type { Scenario } from '../scenario.ts';

/** Together a fifth of all calls. */
const RATES = {
  '503': 0.06,
  '500': 0.05,
  reset: 0.04,
  'lost-answer': 0.02,
  truncated: 0.025,
  stalled: 0.002,
  slow: 0.003,
};

export const storageFaults: Scenario = {
  id: 'F8',
  title: 'storage fails 20 % of calls, then all',
  bench: { environment: { CONCURRENCY: '16' } },
  async play({ faults, launcher, ledger, tell, upload, drained }, size) {
    const uploads = await upload(size(1000, 40));
    faults.storage.misbehave(RATES);
    await tell(uploads);
    const stop = launcher.scale(3);
    const half = uploads.length / 2;
    await until('half of the records', () => ledger.described() >= half, 300_000);
    faults.storage.outage(true);
    await sleep(size(60_000, 3_000));
    faults.storage.outage(false);
    // What failed six times in the outage comes back after five minutes, and then after five more.
    await drained(1_800_000);
    await stop();
    const met = [...ledger.faults].map(([kind, count]) => `${kind} ${count}`).join(', ');
    // An analysis that could be neither kept nor recorded is made again.
    return { extraCalls: Math.ceil(uploads.length / 10), note: met };
  },
};
