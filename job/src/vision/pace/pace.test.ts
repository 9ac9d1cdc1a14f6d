import { describe, expect, test } from 'vitest';
import { TransientError } from './call-errors.ts';
import { pacerBench } from './test-pacer.ts';

const forever = new AbortController().signal;

describe('a call that is refused', () => {
  test('waits as long as the service asks, a minute at most', async () => {
    const { clock, pacer } = pacerBench();
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
    const { clock, pacer } = pacerBench();
    const call = () => Promise.reject(new TransientError('throttled', 'too many requests'));

    const refused = pacer.run(forever, call);

    await expect(refused).rejects.toThrow(/gave up after \d+ s: too many requests/);
    expect(clock.now()).toBeGreaterThan(240_000);
    expect(clock.now()).toBeLessThan(301_000);
  });
});

describe('a call in trouble', () => {
  test('is made again, later each time, until it goes well', async () => {
    const { clock, pacer } = pacerBench();
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
    const { clock, pacer } = pacerBench();
    const call = () => Promise.reject(new TransientError('trouble', '503'));

    await expect(pacer.run(forever, call)).rejects.toThrow(/gave up after \d+ s: 503/);
    expect(clock.now()).toBeLessThan(91_000);
  });

  test('is made only once more when the answer was no use', async () => {
    const { pacer } = pacerBench();
    let calls = 0;
    const call = async () => {
      calls += 1;
      throw new TransientError('nonsense', 'no scene in the reply');
    };

    await expect(pacer.run(forever, call)).rejects.toThrow('no scene in the reply');
    expect(calls).toBe(2);
  });

  test('has a deadline of its own', async () => {
    const { pacer } = pacerBench(10, 5);
    let calls = 0;
    const call = () => {
      calls += 1;
      return calls < 3 ? new Promise<string>(() => {}) : Promise.resolve('seen');
    };

    expect(await pacer.run(forever, call)).toBe('seen');
    expect(calls).toBe(3);
  });

  test('any other error is passed on at once', async () => {
    const { pacer } = pacerBench();
    let calls = 0;
    const call = async () => {
      calls += 1;
      throw new RangeError('bad image');
    };

    await expect(pacer.run(forever, call)).rejects.toThrow(RangeError);
    expect(calls).toBe(1);
  });
});

describe('giving up', () => {
  test.each(['throttled', 'trouble'] as const)('ends a wait for the end of %s', async (kind) => {
    const { clock, pacer } = pacerBench();
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
    const { pacer } = pacerBench();
    let calls = 0;

    const call = async () => {
      calls += 1;
    };

    await expect(pacer.run(AbortSignal.abort(new Error('no')), call)).rejects.toThrow('no');
    expect(calls).toBe(0);
  });
});
