import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../../support/until.ts';
import { BUSY_MS, type FaultBench } from '../bench.ts';
import type { Execution } from '../launcher.ts';
import type { Scenario } from '../scenario.ts';

/** From the moment at which nothing passes any more: to settle, to close, to leave. */
const CONNECTED_EXIT_MS = 20_000;
/** Connecting is waited for a little longer, then given up with exit status 1. */
const UNCONNECTED_EXIT_MS = 38_000;

const CONCURRENCY = 8;

export const brokerCut: Scenario = {
  id: 'F6',
  title: 'broker cut, then frozen',
  bench: { environment: { CONCURRENCY: String(CONCURRENCY) } },
  async play(bench, size) {
    const { faults, launcher, random, tell, upload, drained } = bench;
    await tell(await upload(size(1000, 40)));
    const stop = launcher.scale(3);
    const cuts = size(20, 2);
    for (let cut = 0; cut < cuts; cut += 1) {
      // From before they are connected to after they are done.
      await sleep(random.int(300, 2_500));
      faults.broker.cut();
    }
    await drained();
    await stop();
    const late = await freeze(bench, size(40, 20));
    return { extraCalls: cuts, ends: [1], faults: late, note: `${cuts} cuts, 1 freeze` };
  },
};

/** Of executions at work, and of one that is just starting: a receive and a close that never end. */
async function freeze(bench: FaultBench, count: number): Promise<string[]> {
  const { faults, launcher, tell, upload, drained } = bench;
  await Promise.all(launcher.running().map((execution) => execution.ended));
  // So that all are at work when it happens, the vision service lets them wait.
  const release = faults.vision.hold();
  const connected = await Promise.all([launcher.start(), launcher.start()]);
  await tell(await upload(count));
  await until('all at work', () => faults.vision.held() >= connected.length * CONCURRENCY, BUSY_MS);
  faults.broker.freeze(true);
  release();
  const frozenAt = performance.now();
  const unconnected = await launcher.start();
  const took = async (execution: Execution, mostMs: number) => {
    await execution.ended;
    const ms = Math.round((execution.end()?.at ?? Number.POSITIVE_INFINITY) - frozenAt);
    return ms > mostMs ? [`${execution.name} took ${ms} ms to exit, of ${mostMs}`] : [];
  };
  const late = await Promise.all([
    ...connected.map((execution) => took(execution, CONNECTED_EXIT_MS)),
    took(unconnected, UNCONNECTED_EXIT_MS),
  ]);
  faults.broker.freeze(false);
  const stop = launcher.scale(2);
  await drained();
  await stop();
  return late.flat();
}
