import { describe, expect, test } from 'vitest';
import { VisionUnavailable } from '../vision.ts';
import { AccessDenied } from './call-errors.ts';
import { pacerBench } from './test-pacer.ts';

const forever = new AbortController().signal;

describe('denied access', () => {
  test('lets one call at a time through until the role has arrived', async () => {
    const { clock, pacer, lines } = pacerBench();
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
    const { clock, pacer } = pacerBench();
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
    const { clock, pacer } = pacerBench();
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
