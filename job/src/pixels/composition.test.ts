import { expect, test } from 'vitest';
import { findAspectRatio, findFormat } from './aspect-ratio.ts';
import { describePixels } from './describe-pixels.ts';
import type { Picture } from './picture.ts';
import { fileOf, noiseAt, paint, textured } from './test-pictures.ts';

function compositionOf(picture: Picture): readonly string[] {
  return describePixels(picture, fileOf(picture)).composition?.value ?? [];
}

test.each([
  [1920, 1080, '16:9', 'landscape format'],
  [1080, 1920, '9:16', 'portrait format'],
  [600, 401, '3:2', 'landscape format'],
  [1024, 1010, '1:1', 'square format'],
  [451, 300, '3:2', 'landscape format'],
  [1000, 872, '8:7', 'landscape format'],
  [4000, 1000, '4:1', 'panoramic format'],
  [60, 20_000, '1:99', 'tall portrait format'],
])('%i × %i is %s, %s', (width, height, ratio, format) => {
  expect(findAspectRatio({ width, height })).toBe(ratio);
  expect(findFormat({ width, height })).toBe(format);
});

test.each([
  [90, 160, 'visual weight on the left'],
  [390, 160, 'visual weight on the right'],
  [240, 40, 'visual weight in the upper half'],
  [90, 280, 'visual weight at the lower left'],
  [240, 160, 'visual weight in the centre'],
])('a bright disc at %i,%i is %s', (left, top, phrase) => {
  const disc = paint(480, 320, (x, y) =>
    textured(Math.hypot(x - left, y - top) < 50 ? [235, 220, 200] : [40, 44, 50], x, y, 30),
  );

  expect(compositionOf(disc)).toContain(phrase);
});

test('texture that fills the frame has no weight', () => {
  const wall = paint(480, 320, (x, y) => textured([120, 80, 60], x, y, 90));

  expect(compositionOf(wall)).toContain('even all-over composition');
  expect(compositionOf(wall).join()).not.toContain('weight');
});

test('a large even area is open space, and where it lies is said', () => {
  const sky = paint(480, 320, (x, y) =>
    y < 200 ? [90 + y / 8, 130 + y / 8, 190] : textured([70, 80, 40], x, y, 120),
  );

  expect(compositionOf(sky)).toContain('open space above');
});

test('halves that mirror each other are symmetrical', () => {
  const mirrored = (offset: number) =>
    paint(480, 320, (x, y) => {
      const place = Math.abs(x - 240 + offset);
      const lit = noiseAt(place >> 5, y >> 5) > 0.5;
      return textured(lit ? [200, 190, 170] : [60, 60, 80], x, y, 30);
    });

  expect(compositionOf(mirrored(0))).toContain('near-symmetrical layout');
  expect(compositionOf(mirrored(90))).not.toContain('near-symmetrical layout');
});

test.each([
  [160, 107, true],
  [320, 213, true],
  [240, 160, false],
  [100, 60, false],
])('a compact disc at %i,%i lies on a third: %s', (left, top, onThird) => {
  const disc = paint(480, 320, (x, y) =>
    textured(Math.hypot(x - left, y - top) < 30 ? [235, 220, 200] : [40, 44, 50], x, y, 10),
  );

  expect(compositionOf(disc).includes('rule-of-thirds placement')).toBe(onThird);
});
