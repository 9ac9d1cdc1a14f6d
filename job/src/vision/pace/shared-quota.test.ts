import { createLog } from '@blobscribe/core/log';
import { describe, expect, test } from 'vitest';
import { TransientError } from './call-errors.ts';
import { createPacer } from './pace.ts';
import { createTestClock, type TestClock } from './test-clock.ts';
import { unsharedQuota } from './test-pacer.ts';

const forever = new AbortController().signal;
const CONCURRENCY = 16;
const LOOK_MS = 600;
/** What happens to a call before and after it: the execution reads, decodes and writes. */
const AROUND_MS = 100;
/** A timer is late by up to this. */
const LATE_MS = 4;

type Tally = { readonly second: number; readonly wasTaken: boolean };

/** Takes so many calls in each whole second, and refuses the others at once. */
function quota(clock: TestClock, limits: (second: number) => number) {
  const seen: Tally[] = [];
  let second = -1;
  let inSecond = 0;
  const call = async (signal: AbortSignal) => {
    await clock.sleep(Math.random() * LATE_MS, signal);
    const present = Math.floor(clock.now() / 1000);
    if (present !== second) [second, inSecond] = [present, 0];
    inSecond += 1;
    const wasTaken = inSecond <= limits(second);
    seen.push({ second, wasTaken });
    if (!wasTaken) throw new TransientError('throttled', '429', { retryAfterMs: 1000 });
    await clock.sleep(LOOK_MS, signal);
  };
  return { seen, call };
}

/** What the service saw of so many executions that never run out of images, each with its share. */
async function seenOf(executions: number, seconds: number, limits: (second: number) => number) {
  const clock = createTestClock();
  const log = createLog(() => {});
  const { seen, call } = quota(clock, limits);
  const work = async (share: number) => {
    const pacer = createPacer({ quota: unsharedQuota(share), log, clock });
    const slot = async () => {
      while (clock.now() < seconds * 1000) {
        await clock.sleep(AROUND_MS * (0.5 + Math.random()), forever);
        await pacer.run(forever, call);
      }
    };
    await clock.sleep(Math.random() * 1000, forever);
    await Promise.all(Array.from({ length: CONCURRENCY }, slot));
  };
  await Promise.all(Array.from({ length: executions }, () => work(20 / executions)));
  return (from: number, to: number) => {
    const within = seen.filter(({ second }) => second >= from && second < to);
    const taken = within.filter(({ wasTaken }) => wasTaken).length;
    return { perSecond: taken / (to - from), refused: (within.length - taken) / taken };
  };
}

describe('executions that share a quota of 20 a second', () => {
  test.each([
    [1, 0.05],
    [4, 0.1],
    [10, 0.1],
  ])('%i of them use it, and few calls are refused', async (executions, mostRefused) => {
    const between = await seenOf(executions, 70, () => 20);

    const { perSecond, refused } = between(10, 70);
    expect(perSecond).toBeGreaterThanOrEqual(0.95 * 20);
    expect(refused).toBeLessThanOrEqual(mostRefused);
  });

  test.each([1, 4])('%i of them use half of it when it holds no more', async (executions) => {
    const between = await seenOf(executions, 50, (second) => (second < 10 ? 20 : 10));

    const { perSecond, refused } = between(20, 50);
    expect(perSecond).toBeGreaterThanOrEqual(0.85 * 10);
    expect(refused).toBeLessThanOrEqual(0.2);
  });

  test.each([1, 4])('%i of them find the whole again within ten seconds', async (executions) => {
    const between = await seenOf(executions, 40, (second) => (second < 20 ? 10 : 20));

    expect(between(30, 40).perSecond).toBeGreaterThanOrEqual(0.9 * 20);
  });
});
