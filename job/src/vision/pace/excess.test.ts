import { expect, test } from 'vitest';
import { createExcess } from './excess.ts';

test('tells what was taken of the second after a first refusal', () => {
  const excess = createExcess();

  expect(excess.refused(0, 10, 10)).toBe(true);
  for (let at = 10; at < 1_500; at += 100) {
    excess.released(at);
    if (at % 300 === 10) expect(excess.refused(at, at + 10, 10)).toBe(false);
  }

  expect(excess.verdict(1_019)).toBeUndefined();
  expect(excess.verdict(1_020)).toBe(6);
  expect(excess.verdict(1_020)).toBeUndefined();
});

test('looks for longer where a second has few calls', () => {
  const excess = createExcess();

  excess.refused(0, 0, 1);
  for (let at = 0; at < 5_000; at += 1_000) excess.released(at);
  excess.refused(2_000, 2_000, 1);

  expect(excess.verdict(4_999)).toBeUndefined();
  expect(excess.verdict(5_000)).toBe(0.8);
});

test('does not listen to refusals of a rate that has fallen since', () => {
  const excess = createExcess();
  excess.refused(0, 0, 10);
  excess.verdict(1_000);

  expect(excess.refused(999, 1_100, 5)).toBe(false);
  expect(excess.looking()).toBe(false);
  expect(excess.refused(1_000, 1_100, 5)).toBe(true);
});
