import { expect, test } from 'vitest';
import type { CameraFacts } from './camera.ts';
import { describePixels } from './describe-pixels.ts';
import { fileOf, paint, textured } from './test-pictures.ts';

const warm = paint(480, 320, (x, y) => textured([170, 130, 80], x, y));
const evening: CameraFacts = {
  aperture: 8,
  exposureSeconds: 1 / 125,
  iso: 200,
  takenAt: '2024-06-17T20:10:00',
};

function lightOf(exif: CameraFacts | undefined, picture = warm): string {
  const facts = fileOf(picture, exif ? { exif } : {});
  return (describePixels(picture, facts).lighting?.value ?? []).join();
}

test('warm light that is as bright as a low sun in the evening is the golden hour', () => {
  expect(lightOf(evening)).toContain('golden-hour light');
});

test.each<[string, CameraFacts | undefined]>([
  ['no time is known', { aperture: 8, exposureSeconds: 1 / 125, iso: 200 }],
  ['it is noon', { ...evening, takenAt: '2024-06-17T12:10:00' }],
  ['a lamp would do', { ...evening, exposureSeconds: 1 / 30, aperture: 2.8, iso: 800 }],
  ['a flash fired', { ...evening, flash: true }],
  ['nothing is known', undefined],
])('it is not where %s', (_reason, exif) => {
  expect(lightOf(exif)).not.toContain('golden-hour');
});

test('nor where the colours are cool', () => {
  const cool = paint(480, 320, (x, y) => textured([80, 110, 160], x, y));

  expect(lightOf(evening, cool)).not.toContain('golden-hour');
});

test('a clock that says noon denies twilight', () => {
  const dusk = paint(480, 320, (x, y) =>
    y > 280 && x % 60 < 6
      ? [250, 200, 110]
      : textured([20 + y / 10, 45 + y / 8, 90 + y / 8], x, y, 16),
  );

  expect(lightOf({ takenAt: '2024-06-17T18:10:00' }, dusk)).toContain('blue-hour light');
  expect(lightOf({ takenAt: '2024-06-17T12:10:00' }, dusk)).not.toContain('blue-hour');
});
