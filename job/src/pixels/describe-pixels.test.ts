import { sceneSchema } from '@blobscribe/core/scene';
import fc from 'fast-check';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { describePixels } from './describe-pixels.ts';
import type { Picture } from './picture.ts';
import { fileOf, noiseAt, paint, textured } from './test-pictures.ts';

const WIDTH = 960;
const HEIGHT = 640;

/** Hills under an evening sky, textured below. */
const hills = paint(WIDTH, HEIGHT, (x, y) => {
  const ridge = 380 + 60 * Math.sin(x / 120) + 20 * Math.sin(x / 31);
  if (y > ridge) return textured(x > 700 ? [165, 62, 30] : [30, 64, 42], x >> 1, y >> 1, 60);
  return textured([60 + y / 9, 110 + y / 9, 200 - y / 20], x >> 1, y >> 1, 18);
});

async function saved(picture: Picture, side: number, quality: number): Promise<Picture> {
  const { pixels, width, height } = picture;
  const jpeg = await sharp(pixels, { raw: { width, height, channels: 3 } })
    .resize(side, side, { fit: 'inside' })
    .jpeg({ quality })
    .toBuffer();
  const { data, info } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true });
  return { pixels: data, width: info.width, height: info.height };
}

test('the same picture in other sizes and qualities gets the same words', async () => {
  const describe = (picture: Picture) => {
    const { medium, palette, lighting, composition } = describePixels(picture, fileOf(picture));
    const names = palette?.value.map(({ name }) => name);
    return { medium: medium.value, names, light: lighting?.value, layout: composition?.value };
  };
  const original = describe(hills);

  const others = await Promise.all([
    saved(hills, 960, 60),
    saved(hills, 768, 80),
    saved(hills, 480, 92),
  ]);

  expect(original.medium).toBe('photograph');
  expect(others.map(describe)).toEqual([original, original, original]);
});

test('pixels never claim a subject', () => {
  expect(Object.keys(describePixels(hills, fileOf(hills))).sort()).toEqual([
    'aspectRatio',
    'composition',
    'lighting',
    'medium',
    'palette',
  ]);
});

test('a camera is named where EXIF names it', () => {
  const scene = describePixels(
    hills,
    fileOf(hills, { exif: { focalLengthMm: 50, aperture: 1.8 } }),
  );

  expect(scene.camera).toMatchObject({
    value: ['50 mm lens', 'wide open at f/1.8'],
    source: 'exif',
  });
});

test('every picture has a valid scene', () => {
  const sides = fc.integer({ min: 1, max: 90 });
  const colours = fc.array(fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)), {
    minLength: 1,
    maxLength: 6,
  });

  fc.assert(
    fc.property(
      sides,
      sides,
      colours,
      fc.integer({ min: 1, max: 9 }),
      (width, height, some, size) => {
        const picture = paint(width, height, (x, y) => {
          const chosen = Math.floor(
            noiseAt(Math.floor(x / size), Math.floor(y / size)) * some.length,
          );
          return some[chosen] ?? [0, 0, 0];
        });
        expect(
          sceneSchema.safeParse(describePixels(picture, fileOf(picture))).error,
        ).toBeUndefined();
      },
    ),
    { numRuns: 15, seed: 7 },
  );
});
