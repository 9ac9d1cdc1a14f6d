import { createLog } from '@blobscribe/core/log';
import { describe, expect, test } from 'vitest';
import { AccessDenied, TransientError } from './call-errors.ts';
import { createPacer } from './pace.ts';
import { createTestClock } from './test-clock.ts';
import { VisionUnavailable } from './vision.ts';

const forever = new AbortController().signal;

function bench(ratePerSecond = 10) {
  const lines: string[] = [];
  const clock = createTestClock();
  const pacer = createPacer({ ratePerSecond, clock, log: createLog((line) => lines.push(line)) });
  return { clock, pacer, lines };
}

/** A service that takes `perSecond` in each whole second and answers after `latencyMs`. */
function quota(clock: ReturnType<typeof bench>['clock'], perSecond: number, latencyMs = 300) {
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
    const { clock, pacer } = bench(10);
    const { seen, call } = quota(clock, 100);

    await Promise.all(Array.from({ length: 30 }, () => pacer.run(forever, call)));

    const inFirstSecond = seen.calls.filter((at) => at < 1000).length;
    expect(inFirstSecond).toBeGreaterThanOrEqual(9);
    expect(inFirstSecond).toBeLessThanOrEqual(13);
  });

  test('grows where the service takes more, to twice its seed', async () => {
    const { clock, pacer } = bench(10);
    const { seen, call } = quota(clock, 100);

    await Promise.all(Array.from({ length: 1000 }, () => pacer.run(forever, call)));

    const lastSecond = clock.now() - 1300;
    const late = seen.calls.filter((at) => at > lastSecond && at <= lastSecond + 1000).length;
    expect(late).toBeGreaterThan(17);
    expect(late).toBeLessThan(23);
  });

  test('finds what the service takes: all images end, few calls are refused', async () => {
    const { clock, pacer } = bench(20);
    const { seen, call } = quota(clock, 10);

    const all = await Promise.all(Array.from({ length: 500 }, () => pacer.run(forever, call)));

    expect(all).toHaveLength(500);
    expect(seen.refused / seen.calls.length).toBeLessThan(0.15);
    expect(clock.now()).toBeLessThan(90_000);
  });

  test('calls that were refused together do not come back together', async () => {
    const { clock, pacer } = bench(4);
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

describe('a call that is refused', () => {
  test('waits as long as the service asks, a minute at most', async () => {
    const { clock, pacer } = bench();
    const answers = [2_000, 3_600_000, undefined];
    const calls: number[] = [];
    const call = async () => {
      calls.push(clock.now());
      const retryAfterMs = answers.shift();
      if (retryAfterMs) throw new TransientError('throttled', '429', { retryAfterMs });
      return 'seen';
    };

    expect(await pacer.run(forever, call)).toBe('seen');

    const [first = 0, second = 0, third = 0] = calls;
    expect(second - first).toBeGreaterThanOrEqual(2_000);
    expect(second - first).toBeLessThan(2_500);
    expect(third - second).toBeGreaterThanOrEqual(60_000);
    expect(third - second).toBeLessThan(61_000);
  });

  test('gives up after five minutes of it, with what the service said', async () => {
    const { clock, pacer } = bench();
    const call = () => Promise.reject(new TransientError('throttled', 'too many requests'));

    const refused = pacer.run(forever, call);

    await expect(refused).rejects.toThrow(/gave up after \d+ s: too many requests/);
    expect(clock.now()).toBeGreaterThan(240_000);
    expect(clock.now()).toBeLessThan(301_000);
  });
});

describe('a call in trouble', () => {
  test('is made again, later each time, until it goes well', async () => {
    const { clock, pacer } = bench();
    let left = 4;
    const call = async () => {
      if (left-- > 0) throw new TransientError('trouble', '503');
      return 'seen';
    };

    expect(await pacer.run(forever, call)).toBe('seen');
    expect(clock.now()).toBeGreaterThan(3_000);
    expect(clock.now()).toBeLessThan(10_000);
  });

  test('gives up after a minute and a half', async () => {
    const { clock, pacer } = bench();
    const call = () => Promise.reject(new TransientError('trouble', '503'));

    await expect(pacer.run(forever, call)).rejects.toThrow(/gave up after \d+ s: 503/);
    expect(clock.now()).toBeLessThan(91_000);
  });

  test('is made only once more when the answer was no use', async () => {
    const { pacer } = bench();
    let calls = 0;
    const call = async () => {
      calls += 1;
      throw new TransientError('nonsense', 'no scene in the reply');
    };

    await expect(pacer.run(forever, call)).rejects.toThrow('no scene in the reply');
    expect(calls).toBe(2);
  });

  test('has a deadline of its own', async () => {
    const clock = createTestClock();
    const log = createLog(() => {});
    const pacer = createPacer({ ratePerSecond: 10, clock, log, callDeadlineMs: 5 });
    let calls = 0;
    const call = () => {
      calls += 1;
      return calls < 3 ? new Promise<string>(() => {}) : Promise.resolve('seen');
    };

    expect(await pacer.run(forever, call)).toBe('seen');
    expect(calls).toBe(3);
  });

  test('any other error is passed on at once', async () => {
    const { pacer } = bench();
    let calls = 0;
    const call = async () => {
      calls += 1;
      throw new RangeError('bad image');
    };

    await expect(pacer.run(forever, call)).rejects.toThrow(RangeError);
    expect(calls).toBe(1);
  });
});

describe('denied access', () => {
  test('lets one call at a time through until the role has arrived', async () => {
    const { clock, pacer, lines } = bench();
    let calls = 0;
    const call = async (signal: AbortSignal) => {
      calls += 1;
      await clock.sleep(100, signal);
      if (clock.now() < 120_000) throw new AccessDenied('403');
      return 'seen';
    };

    const all = await Promise.all(Array.from({ length: 16 }, () => pacer.run(forever, call)));

    expect(all.every((answer) => answer === 'seen')).toBe(true);
    // Those of the first tenth of a second, one probe each 1, 2, 4, … 30 s, and each image once.
    expect(calls).toBeLessThan(4 + 9 + 16);
    expect(clock.now()).toBeLessThan(160_000);
    expect(lines.filter((line) => line.includes('vision-denied'))).toHaveLength(1);
    expect(lines.filter((line) => line.includes('vision-admitted'))).toHaveLength(1);
  });

  test('ends all who wait after five minutes, and whoever comes later tries anew', async () => {
    const { clock, pacer } = bench();
    let calls = 0;
    const call = async () => {
      calls += 1;
      throw new AccessDenied('The service answered 401.');
    };

    const all = await Promise.allSettled(
      Array.from({ length: 16 }, () => pacer.run(forever, call)),
    );

    for (const outcome of all) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(VisionUnavailable) });
    }
    expect(clock.now()).toBeGreaterThanOrEqual(300_000);
    expect(clock.now()).toBeLessThan(305_000);
    expect(calls).toBeLessThan(25);
    expect(await pacer.run(forever, async () => 'seen')).toBe('seen');
  });

  test('a probe that is given up lets the next one go', async () => {
    const { clock, pacer } = bench();
    const call = async (signal: AbortSignal) => {
      await clock.sleep(10, signal);
      if (clock.now() < 10_000) throw new AccessDenied('403');
      return 'seen';
    };
    const giving = new AbortController();

    const given = pacer.run(giving.signal, call);
    const waiting = pacer.run(forever, call);
    giving.abort(new Error('stopping'));

    await expect(given).rejects.toThrow('stopping');
    expect(await waiting).toBe('seen');
  });
});

describe('giving up', () => {
  test.each(['throttled', 'trouble'] as const)('ends a wait for the end of %s', async (kind) => {
    const { clock, pacer } = bench();
    const giving = new AbortController();
    const error = new TransientError(kind, 'later', { retryAfterMs: 50_000 });
    const call = async () => {
      setImmediate(() => giving.abort(new Error('stopping')));
      throw error;
    };

    await expect(pacer.run(giving.signal, call)).rejects.toThrow('stopping');
    expect(clock.sleeping()).toBe(0);
  });

  test('a call that was not begun is not made', async () => {
    const { pacer } = bench();
    let calls = 0;

    const call = async () => {
      calls += 1;
    };

    await expect(pacer.run(AbortSignal.abort(new Error('no')), call)).rejects.toThrow('no');
    expect(calls).toBe(0);
  });
});
