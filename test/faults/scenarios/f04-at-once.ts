import { until } from '../../support/until.ts';
import { BUSY_MS } from '../bench.ts';
import type { Scenario } from '../scenario.ts';

const WORKERS = 50;
const EXECUTIONS = 4;

export const atOnce: Scenario = {
  id: 'F4',
  title: '50 workers on one image',
  bench: { environment: { CONCURRENCY: '16', LINGER_SECONDS: '5' } },
  async play({ faults, launcher, ledger, tell, upload, drained }, size) {
    const rounds = size(10, 1);
    const wrong: string[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const images = await upload(1);
      const written = ledger.writes.length;
      // Nobody gets on before all have begun: the service lets the one that asked it wait.
      const release = faults.vision.hold();
      while (launcher.running().length < EXECUTIONS) await launcher.start();
      await tell(images, { copies: WORKERS });
      // Each has found no record, and so means to write one.
      const allMeanTo = () => images.every(({ name }) => ledger.looks(name) >= WORKERS);
      await until('all at work', allMeanTo, BUSY_MS);
      release();
      await drained();
      const writes = ledger.writes.slice(written);
      const first = writes.filter(({ isWritten }) => isWritten).length;
      if (first !== 1 || writes.length !== WORKERS) {
        wrong.push(`${first} of ${writes.length} tries to write a record did`);
      }
    }
    return {
      extraCalls: 0,
      faults: wrong,
      note: `${rounds} images, of each 1 write and ${WORKERS - 1} times 409`,
    };
  },
};
