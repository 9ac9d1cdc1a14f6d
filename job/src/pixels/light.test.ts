import { expect, test } from 'vitest';
import { describePixels } from './describe-pixels.ts';
import type { Picture } from './picture.ts';
import { fileOf, paint, textured } from './test-pictures.ts';

function lightOf(picture: Picture): readonly string[] {
  return describePixels(picture, fileOf(picture)).lighting?.value ?? [];
}

test('a dark photograph is low-key, a bright one high-key', () => {
  expect(lightOf(paint(480, 320, (x, y) => textured([30, 30, 32], x, y, 40)))).toContain(
    'low-key lighting',
  );
  expect(lightOf(paint(480, 320, (x, y) => textured([222, 221, 220], x, y, 40)))).toContain(
    'high-key lighting',
  );
});

test('a drawing was not lit', () => {
  const shapes = paint(480, 320, (x) => (x < 200 ? [10, 10, 30] : [30, 8, 8]));

  expect(lightOf(shapes).join()).not.toContain('lighting');
});

test('contrast is named at its ends only', () => {
  const range = (least: number, most: number) =>
    lightOf(
      paint(480, 320, (x, y) =>
        textured(x < 240 ? [least, least, least] : [most, most, most], x, y),
      ),
    );

  expect(range(25, 230)).toContain('high contrast');
  expect(range(100, 120)).toContain('low contrast');
  expect(range(70, 190).join()).not.toContain('contrast');
});

test('a cast that most of the picture shares is warm or cool', () => {
  expect(lightOf(paint(480, 320, (x, y) => textured([170, 130, 80], x, y)))).toContain(
    'warm tones',
  );
  expect(lightOf(paint(480, 320, (x, y) => textured([80, 110, 160], x, y)))).toContain(
    'cool tones',
  );
  expect(lightOf(paint(480, 320, (x, y) => textured([120, 120, 120], x, y))).join()).not.toContain(
    'tones',
  );
});

test('lamps under a dark blue sky that lightens downwards are the blue hour', () => {
  const dusk = (lamps: boolean) =>
    paint(480, 320, (x, y) =>
      lamps && y > 280 && x % 60 < 6
        ? [250, 200, 110]
        : textured([20 + y / 10, 45 + y / 8, 90 + y / 8], x, y, 16),
    );

  expect(lightOf(dusk(true))).toContain('blue-hour light');
  expect(lightOf(dusk(false))).not.toContain('blue-hour light');
});

test('a day sky is no twilight', () => {
  const day = paint(480, 320, (x, y) => textured([110 + y / 4, 160 + y / 5, 225], x, y, 16));

  expect(lightOf(day).join()).not.toMatch(/twilight|blue-hour/);
});
