import { LONG_LOCK_SECONDS } from '../bench.ts';
import type { Scenario } from '../scenario.ts';

const IDLE_MS = 15_000;

export const tooMany: Scenario = {
  id: 'F14',
  title: 'more executions than work',
  bench: { lockSeconds: LONG_LOCK_SECONDS },
  async play({ launcher, ledger, tell, upload, drained }, size) {
    const startedAt = performance.now();
    const count = size(12, 4);
    const idle = await Promise.all(Array.from({ length: count }, () => launcher.start()));
    await Promise.all(idle.map((execution) => execution.ended));
    const idleMs = Math.round(performance.now() - startedAt);
    await tell(await upload(size(30, 10)));
    await Promise.all(Array.from({ length: count }, () => launcher.start()));
    await drained();
    const again = ledger.deliveries.length - ledger.described();
    return {
      extraCalls: 0,
      faults: [
        ...(idleMs > IDLE_MS ? [`executions without work took ${idleMs} ms`] : []),
        ...(again > 0 ? [`${again} images were delivered again`] : []),
      ],
      note: `${count} executions without work were gone after ${idleMs} ms`,
    };
  },
};
