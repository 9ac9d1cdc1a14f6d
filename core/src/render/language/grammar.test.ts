import { expect, test } from 'vitest';
import { joinList, shorten, uncapitalise } from './grammar.ts';

test('a list has commas and one "and"', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(joinList)).toEqual([
    '',
    'a',
    'a and b',
    'a, b and c',
  ]);
});

test('names keep their capitals', () => {
  expect(['A cat', 'Big Ben', 'NASA logo'].map(uncapitalise)).toEqual([
    'a cat',
    'Big Ben',
    'NASA logo',
  ]);
});

test.each([
  ['a cat on a mat in the sun', ['a cat on a mat', 'a cat']],
  ['a man mending a net', ['a man']],
  ['a tall building in a city', ['a tall building']],
  ['a wall covered with ivy', []],
])('%j is shortened at its joints only', (text, heads) => {
  expect(shorten(text)).toEqual(heads);
});
