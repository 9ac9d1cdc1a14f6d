import { createLog } from '@blobscribe/core/log';
import { describe, expect, test } from 'vitest';
import { createPacer } from './pace.ts';
import { createQuota } from './quota.ts';
import { createTestClock } from './test-clock.ts';

const forever = new AbortController().signal;

/** A quota of 20 a second; `answers` are how many share it, or what goes wrong, one after another. */
function quotaBench(...answers: (number | Error)[]) {
  const clock = createTestClock();
  const lines: string[] = [];
  const roll = { answered: 0, left: 0 };
  const rollCall = {
    async answer() {
      const answer = answers[Math.min(roll.answered, answers.length - 1)] ?? 1;
      roll.answered += 1;
      if (answer instanceof Error) throw answer;
      return answer;
    },
    async leave() {
      roll.left += 1;
    },
  };
  const log = createLog((line) => lines.push(line));
  const quota = createQuota({ perSecond: 20, rollCall, log, clock });
  const work = (milliseconds: number) => quota.during(() => clock.sleep(milliseconds, forever));
  return { quota, work, roll, lines, clock };
}

describe('the share of a quota', () => {
  test('is a careful one until those who share it are counted', () => {
    const { quota } = quotaBench(1);

    expect(quota.share()).toBe(5);
  });

  test('is all of it for who is alone', async () => {
    const { quota, work } = quotaBench(1);

    await work(10);

    expect(quota.share()).toBe(20);
  });

  test('follows the others, who come and go', async () => {
    const { quota, work } = quotaBench(1, 4, 2);
    const shares: number[] = [];

    for (let second = 0; second < 10; second += 1) {
      await work(1_000);
      shares.push(quota.share());
    }

    expect([...new Set(shares)]).toEqual([20, 5, 10]);
  });

  test('stays what it was while nobody can be counted, and a line says so once', async () => {
    const { quota, work, lines } = quotaBench(2, new Error('storage is away'));

    await work(60_000);

    expect(quota.share()).toBe(10);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/executions-not-counted.*storage is away/);
  });
});

describe('a rate', () => {
  test('that is found to be larger counts for who waits already', async () => {
    const { quota, clock } = quotaBench(1);
    const pacer = createPacer({ quota, log: createLog(() => {}), clock });
    const calls: number[] = [];
    const call = async () => {
      calls.push(clock.now());
    };

    await Promise.all(Array.from({ length: 3 }, () => pacer.run(forever, call)));

    expect(calls.at(-1)).toBeLessThan(110);
  });
});

describe('counting', () => {
  test('costs nothing while there is no work', async () => {
    const { work, roll, clock } = quotaBench(1);

    await work(10);
    await clock.sleep(3_600_000, forever);

    expect(roll.answered).toBe(1);
  });

  test('happens every few seconds, however many calls there are', async () => {
    const { work, roll } = quotaBench(1);

    await Promise.all(Array.from({ length: 100 }, () => work(60_000)));

    expect(roll.answered).toBeGreaterThanOrEqual(12);
    expect(roll.answered).toBeLessThanOrEqual(20);
  });

  test('begins again with the work', async () => {
    const { quota, work, roll, clock } = quotaBench(1, 2);
    await work(10);
    await clock.sleep(60_000, forever);

    await work(10);

    expect(roll.answered).toBe(2);
    expect(quota.share()).toBe(10);
  });

  test('ends with the execution, which leaves', async () => {
    const { quota, work, roll, clock } = quotaBench(1);
    const working = work(20_000);
    await clock.sleep(1_000, forever);

    await quota.close();
    await working;

    expect(roll).toEqual({ answered: 1, left: 1 });
  });

  test('a call does not wait for it', async () => {
    const clock = createTestClock();
    const rollCall = { answer: () => new Promise<number>(() => {}), leave: async () => {} };
    const quota = createQuota({ perSecond: 20, rollCall, log: createLog(() => {}), clock });

    expect(await quota.during(async () => 'seen')).toBe('seen');

    await quota.close();
  });

  test('what fails at the end is told, not thrown', async () => {
    const lines: string[] = [];
    const rollCall = {
      answer: async () => 1,
      leave: () => Promise.reject(new Error('storage is away')),
    };
    const log = createLog((line) => lines.push(line));
    const quota = createQuota({ perSecond: 20, rollCall, log });

    await quota.close();

    expect(lines.join('')).toMatch(/executions-not-counted.*storage is away/);
  });
});
