import { expect, it } from 'vitest';
import { inReadingOrder, isSure, type Words } from './read-words.ts';

const at = (text: string, x: number, y: number): Words => ({
  text,
  score: 0.99,
  box: { x, y, w: 0.2, h: 0.1 },
});

it.each([
  ['STOP', 0.9, true],
  ['STOP', 0.89, false],
  ['A1', 0.97, true],
  ['ef', 0.94, false],
  ['!', 0.99, false],
  ['—…', 0.99, false],
  ['停止', 0.94, false],
  ['停止标志', 0.96, true],
])('%j read with %f is kept: %j', (text, score, kept) => {
  expect(isSure({ text, score })).toBe(kept);
});

it('lines are read from top to bottom, and from left to right in a row', () => {
  const lines = [at('three', 0, 0.5), at('two', 0.5, 0.11), at('one', 0, 0.1)];

  expect(inReadingOrder(lines).map(({ text }) => text)).toEqual(['one', 'two', 'three']);
});
