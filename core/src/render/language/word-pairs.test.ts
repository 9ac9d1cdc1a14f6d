import { describe, expect, it } from 'vitest';
import { beforeRepeatedPair, wordPairs } from './word-pairs.ts';

describe('the pairs of a phrase', () => {
  it('are words that stand together, with nothing between', () => {
    const pairs = wordPairs('A green chair, a Green chair by the old oak tree').map(
      ({ pair }) => pair,
    );

    expect(pairs).toEqual(['green chair', 'green chair', 'old oak', 'oak tree']);
  });

  it.each([
    ['a red car next to a red car next to a red car', 'a red car next to a '],
    ['a dog and a dog and a cat', 'a dog and a dog and a cat'],
    ['one two three', 'one two three'],
  ])('end "%s" where it repeats itself', (text, cut) => {
    expect(beforeRepeatedPair(text)).toBe(cut);
  });
});
