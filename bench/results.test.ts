import { describe, expect, it } from 'vitest';
import { medianOf } from './harness/interleave.ts';
import { plot } from './harness/plot.ts';
import { isWorse, readPage, readResults } from './harness/results.ts';
import { judge, skip } from './harness/row.ts';
import { withTable } from './harness/table.ts';

const times = { name: 'a row', unit: 'ms', ours: 2, reference: 10 } as const;

describe('a comparison', () => {
  it('of times is how often ours goes into the reference', () => {
    const row = judge({ ...times, ratio: 'speedup', target: { atLeast: 5 } });

    expect(row).toMatchObject({ ratio: 5, target: '≥ 5', met: true });
  });

  it('is below its target where it is', () => {
    expect(judge({ ...times, ratio: 'share', target: { atMost: 0.1 } })).toMatchObject({
      ratio: 0.2,
      target: '≤ 0.1',
      met: false,
    });
  });

  it('whose reference is missing is neither', () => {
    expect(skip('a row', 'ms', { atLeast: 2 }, 'no PostgreSQL')).toMatchObject({
      ratio: null,
      met: null,
      skipped: 'no PostgreSQL',
    });
  });

  it('takes the median of its rounds', () => {
    expect([medianOf([3, 1, 2]), medianOf([4, 1, 2, 3]), medianOf([7])]).toEqual([2, 2.5, 7]);
  });
});

describe('the guard', () => {
  const faster = (ratio: number) =>
    judge({ ...times, reference: 2 * ratio, ratio: 'speedup', target: { atLeast: 5 } });
  const less = (ratio: number) =>
    judge({ ...times, ours: ratio, reference: 1, ratio: 'share', target: { atMost: 1 } });

  it('lets noise pass, and stops what is less than half as good', () => {
    expect([isWorse(faster(6), faster(10)), isWorse(faster(4), faster(10))]).toEqual([false, true]);
    expect([isWorse(less(1.9), less(1)), isWorse(less(2.1), less(1))]).toEqual([false, true]);
  });
});

describe('the last run', () => {
  it('is what docs/performance.md tells', () => {
    expect(withTable(readPage(), readResults())).toBe(readPage());
  });

  it('is drawn with every row that was measured', () => {
    const results = readResults();

    const drawn = plot(results);

    for (const { name, ratio } of results.rows) {
      expect(drawn.includes(`>${name.replaceAll('&', '&amp;')}<`)).toBe(ratio !== null);
    }
  });
});
