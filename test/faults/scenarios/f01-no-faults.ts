import type { Scenario } from '../scenario.ts';

export const noFaults: Scenario = {
  id: 'F1',
  title: 'no faults',
  async play({ launcher, tell, upload, drained }, size) {
    await tell(await upload(size(1000, 40)));
    const stop = launcher.scale(3);
    await drained();
    await stop();
    return { extraCalls: 0 };
  },
};
