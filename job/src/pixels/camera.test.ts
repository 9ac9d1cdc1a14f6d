import fc from 'fast-check';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { readCamera } from './camera.ts';
import { describeCamera } from './camera-words.ts';

const EXIF = {
  IFD0: { Make: 'Fernweh', Model: 'F2___ Pro\u0007' },
  IFD2: {
    LensModel: 'x'.repeat(500),
    FNumber: '18/10',
    ExposureTime: '1/500',
    ISOSpeedRatings: '400',
    FocalLength: '50/1',
    FocalLengthIn35mmFilm: '75',
    Flash: '25',
    DateTimeOriginal: '2025:09:14 08:12:31',
  },
  IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 3230/100' },
};

const image = sharp({ create: { width: 64, height: 64, channels: 3, background: '#667' } });
let jpeg: Buffer;

beforeAll(async () => {
  jpeg = await image.clone().withExif(EXIF).jpeg().toBuffer();
  // libvips writes ASCII only; others write what they like: here U+202E, which turns the text round.
  Buffer.from('\u202e').copy(jpeg, jpeg.indexOf('___'));
});

test('reads what a camera writes, and not where it stood', async () => {
  expect(await readCamera(jpeg)).toEqual({
    make: 'Fernweh',
    model: 'F2 Pro',
    lens: 'x'.repeat(60),
    focalLengthMm: 50,
    focalLength35Mm: 75,
    aperture: 1.8,
    exposureSeconds: 1 / 500,
    iso: 400,
    flash: true,
    takenAt: '2025-09-14T08:12:31',
  });
});

test.each(['png', 'webp', 'avif'] as const)('reads it in %s too', async (format) => {
  const file = await image.clone().withExif(EXIF).toFormat(format).toBuffer();

  expect(await readCamera(file)).toMatchObject({ make: 'Fernweh', aperture: 1.8 });
});

test('the graph that ComfyUI writes in the place of a camera is none', async () => {
  const file = await image
    .clone()
    .withExif({ IFD0: { Make: 'workflow:{"nodes":[]}', Model: 'prompt: {"3":{}}' } })
    .webp()
    .toBuffer();

  expect(await readCamera(file)).toBeUndefined();
});

test('no EXIF is no camera', async () => {
  expect(await readCamera(await image.clone().jpeg().toBuffer())).toBeUndefined();
  expect(await readCamera(Buffer.from('not an image'))).toBeUndefined();
  expect(await readCamera(Buffer.alloc(0))).toBeUndefined();
});

test('what no camera could mean is left out', async () => {
  const file = await image
    .clone()
    .withExif({
      IFD0: { Make: '\u0000\u0001 ' },
      IFD2: {
        FNumber: '0/1',
        ExposureTime: '1/0',
        FocalLength: '90000/1',
        DateTimeOriginal: '0000:00:00 00:00:00',
      },
    })
    .jpeg()
    .toBuffer();

  expect(await readCamera(file)).toBeUndefined();
});

test('broken bytes are never an error', async () => {
  const edits = fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { minLength: 1, maxLength: 20 });

  await fc.assert(
    fc.asyncProperty(edits, fc.nat(700), async (changes, cut) => {
      const broken = Buffer.from(jpeg.subarray(0, jpeg.length - Math.min(cut, jpeg.length)));
      for (const [at, value] of changes) if (at < broken.length) broken[at] = value;
      const facts = await readCamera(broken);
      for (const value of Object.values(facts ?? {})) expect(String(value)).not.toMatch(/\p{C}/u);
    }),
    { numRuns: 300, seed: 3 },
  );
});

test.each([
  [{ focalLength35Mm: 24, aperture: 8 }, ['24 mm wide-angle lens', 'f/8']],
  [
    { focalLengthMm: 4.2, focalLength35Mm: 26, aperture: 1.78 },
    ['26 mm wide-angle lens', 'wide open at f/1.8'],
  ],
  [{ focalLength35Mm: 200, exposureSeconds: 1 / 1250 }, ['200 mm telephoto lens', '1/1250 s']],
  [
    { focalLengthMm: 35, exposureSeconds: 8, iso: 100 },
    ['35 mm lens', '8 s long exposure', 'ISO 100'],
  ],
  [{ make: 'Canon', model: 'Canon EOS R6', flash: true }, ['flash', 'Canon EOS R6 camera']],
  [{ make: 'NIKON CORPORATION', model: 'Z 6' }, ['NIKON Z 6 camera']],
  [{ make: 'Scanner' }, []],
])('%o in a photographer’s words', (facts, words) => {
  expect(describeCamera(facts)).toEqual(words);
});
