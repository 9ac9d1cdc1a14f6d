import { describe, expect, test } from 'vitest';
import { TransientError } from './call-errors.ts';
import type { TestClock } from './test-clock.ts';
import { pacerBench } from './test-pacer.ts';

const forever = new AbortController().signal;

/** A service that takes `perSecond` in each whole second and answers after `latencyMs`. */
function quota(clock: TestClock, perSecond: number, latencyMs = 300) {
  const seen = { calls: [] as number[], refused: 0 };
  const counts = new Map<number, number>();
  const call = async (signal: AbortSignal) => {
    const second = Math.floor(clock.now() / 1000);
    seen.calls.push(clock.now());
    const within = (counts.get(second) ?? 0) + 1;
    counts.set(second, within);
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

  test('grows slowly beyond its share where the service takes more, to twice of it', async () => {
    const { clock, pacer } = pacerBench(10);
    const { seen, call } = quota(clock, 100);

    await Promise.all(Array.from({ length: 5_000 }, () => pacer.run(forever, call)));

    const within = (from: number) =>
      seen.calls.filter((at) => at >= from && at < from + 10_000).length / 10;
    expect(within(20_000)).toBeLessThan(12);
    expect(within(clock.now() - 12_000)).toBeGreaterThan(19);
    expect(within(clock.now() - 12_000)).toBeLessThan(21);
  });

  test('does not grow while nobody asks for more of it', async () => {
    const { clock, pacer } = pacerBench(10);
    const { seen, call } = quota(clock, 100);
    for (let image = 0; image < 1000; image += 1) await pacer.run(forever, call);
    const startedAt = clock.now();

    await Promise.all(Array.from({ length: 50 }, () => pacer.run(forever, call)));

    const late = seen.calls.filter((at) => at >= startedAt && at < startedAt + 1000).length;
    expect(late).toBeLessThanOrEqual(11);
  });

  test('puts no more into a second than its share, after whatever pause', async () => {
    const { clock, pacer } = pacerBench(20);
    const { seen, call } = quota(clock, 1000);
    await clock.sleep(3_600_000, forever);

    await Promise.all(Array.from({ length: 100 }, () => pacer.run(forever, call)));

    const inSecond = seen.calls.map(
      (from) => seen.calls.filter((at) => at >= from && at < from + 1000).length,
    );
    expect(Math.max(...inSecond)).toBeLessThanOrEqual(21);
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
