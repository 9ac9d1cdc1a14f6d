import { expect, test } from 'vitest';
import { countOf, singularOf } from './plurals.ts';

test.each([
  ['box', 2, 'two boxes'],
  ['person', 3, 'three people'],
  ['sheep', 2, 'two sheep'],
  ['laptop', 1, 'laptop'],
  ['fisherman', 2, 'two fishermen'],
  ['human', 2, 'two humans'],
  ['berry', 10, 'ten berries'],
  ['toy', 11, '11 toys'],
  ['bookshelf', 2, 'two bookshelves'],
  ['glass of water', 2, 'two glasses of water'],
  ['traffic light', 4, 'four traffic lights'],
  ['skis', 2, 'two skis'],
  ['bus', 2, 'two buses'],
  ['lens', 2, 'two lenses'],
  ['constructor', 2, 'two constructors'],
])('%s, %d times, is %s', (name, count, expected) => {
  expect(countOf(name, count)).toBe(expected);
});

test.each([
  ['boxes', 'box'],
  ['berries', 'berry'],
  ['people', 'person'],
  ['glass', 'glass'],
  ['shoes', 'shoe'],
  ['bus', 'bus'],
  ['chairs', 'chair'],
])('%s is compared as %s', (many, one) => {
  expect(singularOf(many)).toBe(one);
});
