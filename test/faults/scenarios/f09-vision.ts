import { setTimeout as sleep } from 'node:timers/promises';
import type { Behaviour } from '../../support/vision-service.ts';
import type { FaultBench } from '../bench.ts';
import { type RetryAfter, SOON } from '../http-faults.ts';
import type { Scenario } from '../scenario.ts';

const PER_SECOND = 50;
/** The rate may double (call-rate.ts), and a quarter of a second's worth may go at once. */
const MOST_PER_SECOND = PER_SECOND * 2 * 1.25;
const RATES = { '429': 0.08, '500': 0.04, '503': 0.04, reset: 0.04, truncated: 0.02, slow: 0.002 };
/** Some of the first answers are no JSON, or 10 MB of it. */
const SCRIPT = Array.from({ length: 60 }, (_, call): Behaviour => {
  if (call % 10 === 3) return 'not-json';
  return call % 20 === 7 ? 'huge' : 'good';
});
const BAD_ANSWERS = SCRIPT.filter((behaviour) => behaviour !== 'good').length;
/** While nobody is let in, each execution tries once 1, 2, 4 … s (access-gate.ts). */
const DENIED_MS = 8_000;
const MOST_DENIED = 30;

export const visionFaults: Scenario = {
  id: 'F9',
  title: 'vision refuses, fails, talks nonsense',
  bench: {
    environment: { CONCURRENCY: '16', VISION_TPS: String(PER_SECOND), LINGER_SECONDS: '2' },
    vision: { script: SCRIPT },
  },
  async play(bench, size) {
    const { faults, launcher, ledger, tell, upload, drained } = bench;
    faults.vision.misbehave(
      RATES,
      size<readonly [RetryAfter, ...RetryAfter[]]>([...SOON, ...SOON, '3600'], SOON),
    );
    await tell(await upload(size(300, 30)));
    const stop = launcher.scale(1);
    await drained(900_000);
    const busiest = mostInASecond(ledger.visionCalls);
    const denied = await deny(bench, size(100, 8));
    await stop();
    await Promise.all(launcher.running().map((execution) => execution.ended));
    const closed = await shutOut(bench, size(50, 5));
    const { truncated = 0, slow = 0 } = Object.fromEntries(ledger.faults);
    return {
      extraCalls: BAD_ANSWERS + truncated + slow,
      ends: [1],
      faults: [
        ...(busiest > MOST_PER_SECOND ? [`${busiest} calls in one second`] : []),
        ...(denied > MOST_DENIED ? [`${denied} calls of a service that let nobody in`] : []),
        ...closed,
      ],
      note: `at most ${busiest} calls a second; ${denied} while access was denied`,
    };
  },
};

/** For a while nobody is let in; returns how often it was tried. */
async function deny(bench: FaultBench, count: number): Promise<number> {
  const { faults, ledger, tell, upload, drained } = bench;
  faults.vision.misbehave({ '401': 1 });
  const before = ledger.visionCalls.length;
  await tell(await upload(count));
  await sleep(DENIED_MS);
  const denied = ledger.visionCalls.length - before;
  faults.vision.misbehave({});
  await drained();
  return denied;
}

/** A service that is not there stops the execution, which spends no delivery; mended, all goes on. */
async function shutOut(bench: FaultBench, count: number): Promise<string[]> {
  const { faults, launcher, tell, upload, drained } = bench;
  faults.vision.misbehave({ '404': 1 });
  await tell(await upload(count));
  const end = await (await launcher.start()).ended;
  faults.vision.misbehave({});
  const stop = launcher.scale(1);
  await drained();
  await stop();
  return end === 1 ? [] : [`an execution without a vision service ended ${end}, not 1`];
}

function mostInASecond(moments: readonly number[]): number {
  const within = moments.map((from) => moments.filter((at) => at >= from && at < from + 1000));
  return Math.max(0, ...within.map((second) => second.length));
}
