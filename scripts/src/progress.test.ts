import { describe, expect, it } from 'vitest';
import { bar, duration, summary } from './progress.ts';

describe('the progress bar', () => {
  it('shows how many, how fast and how long still', () => {
    expect(bar({ done: 6, failed: 0, total: 12, rate: 2 })).toBe(
      '[████████████············] 6/12, 2.0 images/s, 3 s left',
    );
  });

  it('names failures once there are any', () => {
    expect(summary({ done: 1200, failed: 2, total: 10_000, rate: 20 })).toBe(
      '1,200/10,000, 2 failed, 20.0 images/s, 7 min 20 s left',
    );
  });

  it('promises nothing before the first is done', () => {
    expect(bar({ done: 0, failed: 0, total: 12, rate: 0 })).toBe(
      '[························] 0/12, 0.0 images/s',
    );
  });
});

describe('a duration', () => {
  it.each([
    [900, '1 s'],
    [59_000, '59 s'],
    [200_000, '3 min 20 s'],
    [7_500_000, '2 h 5 min'],
  ])('of %i ms is %s', (milliseconds, text) => {
    expect(duration(milliseconds)).toBe(text);
  });
});
