import { expect, test } from 'vitest';
import { tidy } from './tidy.ts';

test.each([
  ['a navy navy coat', 'a navy coat'],
  ['A a dog in In the sun', 'A dog in the sun'],
  ['a man with a', 'a man'],
  ['a dog and, a cat', 'a dog, a cat'],
  ['and a dog,, a cat,', 'a dog, a cat'],
  ['A dog. It runs. Fast!', 'A dog, it runs, Fast'],
  ['St. Mary beside Dr. Who', 'St Mary beside Dr Who'],
  ['f/1.8, 3:2', 'f/1.8, 3:2'],
  ['an undefined null shape', 'a shape'],
  ['unknown', ''],
  ['N/A', ''],
  ['an unknown plant', 'an unknown plant'],
])('%j becomes %j', (text, expected) => {
  expect(tidy(text)).toBe(expected);
});
