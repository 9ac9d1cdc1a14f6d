import { describe, expect, it } from 'vitest';
import { bar } from './progress.ts';

describe('the progress bar', () => {
  it('shows how many, how fast and how long still', () => {
    expect(bar(6, 12, 3000)).toBe('[████████████············] 6/12  2.0 images/s, 3 s left');
  });

  it('promises nothing before the first is done', () => {
    expect(bar(0, 12, 3000)).toBe('[························] 0/12  0.0 images/s');
  });
});
