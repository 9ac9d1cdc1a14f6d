import { expect, test } from 'vitest';
import { describePixels } from './describe-pixels.ts';
import type { Picture } from './picture.ts';
import { fileOf, noiseAt, paint, textured } from './test-pictures.ts';

function mediumOf(picture: Picture): string {
  return describePixels(picture, fileOf(picture)).medium.value;
}

test('one brown tint at every lightness is a sepia print', () => {
  const print = paint(480, 320, (x, y) => {
    const [level] = textured([60 + y / 3, 0, 0], x, y);
    return [Math.min(255, level * 1.08 + 10), level * 0.93, level * 0.74];
  });

  expect(mediumOf(print)).toBe('sepia photograph');
});

test('things that are brown, each another brown, are no print', () => {
  const wood = paint(480, 320, (x, y) => {
    const red = noiseAt(x >> 5, y >> 5) > 0.5;
    return textured(red ? [150, 84, 60] : [140, 100, 50], x, y, 60);
  });

  expect(mediumOf(wood)).toBe('photograph');
});

test('one blue tint is no sepia', () => {
  const cyanotype = paint(480, 320, (x, y) => {
    const [level] = textured([60 + y / 3, 0, 0], x, y);
    return [level * 0.74, level * 0.93, Math.min(255, level * 1.08 + 10)];
  });

  expect(mediumOf(cyanotype)).toBe('photograph');
});
