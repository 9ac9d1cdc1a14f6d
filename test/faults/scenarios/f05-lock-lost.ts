import { until } from '../../support/until.ts';
import { BUSY_MS } from '../bench.ts';
import type { Scenario } from '../scenario.ts';

const LOST = '"lock-lost"';

export const lockLost: Scenario = {
  id: 'F5',
  title: 'locks end in mid-work',
  bench: { environment: { LINGER_SECONDS: '6' } },
  async play({ faults, launcher, ledger, tell, upload, drained }, size) {
    const rounds = size(5, 1);
    faults.broker.refuseRenewals(true);
    for (let round = 0; round < rounds; round += 1) {
      const uploads = await upload(6);
      const release = faults.vision.hold();
      while (launcher.running().length < 2) await launcher.start();
      await tell(uploads);
      const deliveries = (name: string) =>
        ledger.deliveries.filter((delivery) => delivery.name === name).length;
      await until(
        'all delivered again',
        () => uploads.every(({ name }) => deliveries(name) > 1),
        BUSY_MS,
      );
      release();
      await drained();
    }
    const lines = launcher.executions.flatMap((execution) => execution.lines);
    const lost = lines.filter((line) => line.includes(LOST)).length;
    return {
      extraCalls: 0,
      faults: lost === 0 ? ['no lock was lost, so nothing was shown'] : [],
      note: `${lost} locks lost`,
    };
  },
};
