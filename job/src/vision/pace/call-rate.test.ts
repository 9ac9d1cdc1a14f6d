import { describe, expect, test } from 'vitest';
import { TransientError } from './call-errors.ts';
import type { TestClock } from './test-clock.ts';
import { pacerBench } from './test-pacer.ts';

const forever = new AbortController().signal;

/** A service that takes `perSecond` in each whole second and answers after `latencyMs`. */
function quota(clock: TestClock, perSecond: number, latencyMs = 300) {
  const seen = { calls: [] as number[], refused: 0 };
  const call = async (signal: AbortSignal) => {
    const second = Math.floor(clock.now() / 1000);
    seen.calls.push(clock.now());
    const within = seen.calls.filter((at) => Math.floor(at / 1000) === second).length;
    await clock.sleep(latencyMs, signal);
    if (within <= perSecond) return 'seen';
    seen.refused += 1;
    throw new TransientError('throttled', '429');
  };
  return { seen, call };
}

describe('the rate', () => {
  test('releases calls smoothly, at what the service is believed to take', async () => {
    const { clock, pacer } = pacerBench(10);
    const { seen, call } = quota(clock, 100);

    await Promise.all(Array.from({ length: 30 }, () => pacer.run(forever, call)));

    const inFirstSecond = seen.calls.filter((at) => at < 1000).length;
    expect(inFirstSecond).toBeGreaterThanOrEqual(9);
    expect(inFirstSecond).toBeLessThanOrEqual(13);
  });

  test('grows where the service takes more, to twice its seed', async () => {
    const { clock, pacer } = pacerBench(10);
    const { seen, call } = quota(clock, 100);

    await Promise.all(Array.from({ length: 1000 }, () => pacer.run(forever, call)));

    const lastSecond = clock.now() - 1300;
    const late = seen.calls.filter((at) => at > lastSecond && at <= lastSecond + 1000).length;
    expect(late).toBeGreaterThan(17);
    expect(late).toBeLessThan(23);
  });

  test('finds what the service takes: all images end, few calls are refused', async () => {
    const { clock, pacer } = pacerBench(20);
    const { seen, call } = quota(clock, 10);

    const all = await Promise.all(Array.from({ length: 500 }, () => pacer.run(forever, call)));

    expect(all).toHaveLength(500);
    expect(seen.refused / seen.calls.length).toBeLessThan(0.15);
    expect(clock.now()).toBeLessThan(90_000);
  });

  test('calls that were refused together do not come back together', async () => {
    const { clock, pacer } = pacerBench(4);
    const calls: number[] = [];
    const call = async () => {
      calls.push(clock.now());
      if (calls.length <= 20) {
        throw new TransientError('throttled', '429', { retryAfterMs: 10_000 });
      }
    };

    await Promise.all(Array.from({ length: 20 }, () => pacer.run(forever, call)));

    const gaps = calls.slice(1).map((at, index) => at - (calls[index] ?? 0));
    const together = gaps.filter((gap) => gap < 50).length;
    expect(together).toBeLessThanOrEqual(1);
  });
});
