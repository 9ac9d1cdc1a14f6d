import { setTimeout as sleep } from 'node:timers/promises';
import { type FaultBench, LONG_LOCK_SECONDS } from '../bench.ts';
import type { Scenario } from '../scenario.ts';

const AT_ONCE = 3;
const MOST_MS = 10_000;
/** One that is given back comes once more. */
const MOST_DELIVERIES = 2;

export const stopped: Scenario = {
  id: 'F7',
  title: 'SIGTERM at any time',
  bench: { lockSeconds: LONG_LOCK_SECONDS },
  async play(bench, size) {
    const { launcher, ledger, tell, upload, drained } = bench;
    const uploads = await upload(size(1000, 40));
    const stops = Array.from({ length: size(50, 4) }, () => bench.random.int(0, 1_500));
    // In parts, so that even the last execution finds work.
    const part = Math.ceil(uploads.length / stops.length);
    const slowest: number[] = [];
    const slot = async () => {
      for (let afterMs = stops.shift(); afterMs !== undefined; afterMs = stops.shift()) {
        await tell(uploads.splice(0, part));
        slowest.push(await stopOne(bench, afterMs));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, slot));
    const finish = launcher.scale(1);
    await drained();
    await finish();
    const counts = new Map<string, number>();
    for (const { name } of ledger.deliveries) counts.set(name, (counts.get(name) ?? 0) + 1);
    const most = Math.max(...counts.values());
    const slowestMs = Math.round(Math.max(...slowest));
    return {
      extraCalls: 0,
      faults: [
        ...(slowestMs > MOST_MS ? [`one took ${slowestMs} ms to exit`] : []),
        ...(most > MOST_DELIVERIES ? [`an image was delivered ${most} times`] : []),
      ],
      note: `${slowest.length} SIGTERMs, the slowest exit after ${slowestMs} ms`,
    };
  },
};

/** Stops an execution some time after it began, be it starting, working or lingering; returns how long that took. */
async function stopOne({ launcher }: FaultBench, afterMs: number): Promise<number> {
  const execution = await launcher.start();
  const hasBegun = () => execution.lines.some((line) => line.includes('"execution-started"'));
  while (!hasBegun() && !execution.end()) await sleep(5);
  await sleep(afterMs);
  const askedAt = performance.now();
  if (!execution.end()) process.kill(execution.pid, 'SIGTERM');
  await execution.ended;
  return performance.now() - askedAt;
}
