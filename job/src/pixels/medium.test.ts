import { expect, test } from 'vitest';
import { describePixels } from './describe-pixels.ts';
import type { FileFacts, Picture } from './picture.ts';
import { fileOf, noiseAt, paint, textured } from './test-pictures.ts';

function mediumOf(picture: Picture, facts: Partial<FileFacts> = {}) {
  return describePixels(picture, fileOf(picture, facts)).medium;
}

const shapes = paint(480, 360, (x, y) => {
  if (Math.hypot(x - 160, y - 150) < 90) return [226, 88, 62];
  return y > 240 ? [43, 107, 94] : [143, 211, 209];
});

test('grain all over is a photograph', () => {
  const picture = paint(480, 320, (x, y) => textured([120, 90 + y / 8, 60], x, y));

  expect(mediumOf(picture).value).toBe('photograph');
});

test('without any colour it is black-and-white, also with the colour noise of JPEG', () => {
  const grey = paint(480, 320, (x, y) => {
    const [level] = textured([60 + y / 3, 0, 0], x, y);
    return [level, level + (noiseAt(y, x) > 0.5 ? 1 : 0), level];
  });

  expect(mediumOf(grey).value).toBe('black-and-white photograph');
});

test('plain colours are a flat illustration', () => {
  expect(mediumOf(shapes).value).toBe('flat illustration');
});

test('plain colours in the size of a screen are a screenshot, unless they are JPEG', () => {
  expect(mediumOf(shapes, { width: 1920, height: 1080 }).value).toBe('screenshot');
  expect(mediumOf(shapes, { width: 1920, height: 1080, mediaType: 'image/jpeg' }).value).toBe(
    'flat illustration',
  );
});

test('black strokes on white are a line drawing', () => {
  const strokes = paint(480, 360, (x, y) =>
    Math.abs(Math.hypot(x - 240, y - 180) - 120) < 3 || Math.abs(y - 320) < 2
      ? [10, 10, 10]
      : [255, 255, 255],
  );

  expect(mediumOf(strokes).value).toBe('line drawing');
});

test('black marks in many rows are a page of text, not a drawing', () => {
  const page = paint(400, 560, (x, y) => {
    const written = y % 28 < 12 && y > 30 && x > 40 && x < 360 && noiseAt(x >> 2, y >> 2) > 0.55;
    return written ? [20, 20, 20] : [255, 255, 255];
  });

  expect(mediumOf(page).value).toBe('page of text');
});

test('colour that only ever changes slowly is a gradient', () => {
  const picture = paint(480, 360, (x, y) => [20 + x / 3, 60, 200 - y / 3]);

  expect(mediumOf(picture).value).toBe('smooth colour gradient');
});

test('one colour is a plain colour field', () => {
  expect(mediumOf(paint(200, 200, () => [30, 90, 160])).value).toBe('plain colour field');
});

test('equal square blocks of few colours are pixel art', () => {
  const sprite = paint(256, 256, (x, y) => {
    const kind = Math.floor(noiseAt(x >> 3, y >> 3) * 4);
    return [60 * kind, 40 + 30 * kind, 200 - 50 * kind];
  });

  expect(mediumOf(sprite).value).toBe('pixel art');
  expect(mediumOf(sprite, { width: 512, height: 512 }).value).not.toBe('pixel art');
});

test('smooth shading between edges may be anything: an image', () => {
  const rendered = paint(480, 320, (x, y) =>
    Math.hypot(x - 240, y - 160) < 100
      ? [200 - x / 4, 60 + y / 4, 40]
      : [20 + x / 6, 50, 90 + y / 4],
  );

  expect(mediumOf(rendered)).toMatchObject({ value: 'image', confidence: 0.5 });
});

test('what a camera wrote about its exposure makes a photograph of it', () => {
  expect(mediumOf(shapes, { exif: { make: 'Canon', exposureSeconds: 0.01 } })).toMatchObject({
    value: 'photograph',
    source: 'exif',
  });
  expect(mediumOf(shapes, { exif: { make: 'Scanner' } }).value).toBe('flat illustration');
});
