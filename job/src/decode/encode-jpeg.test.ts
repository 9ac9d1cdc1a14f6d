import sharp from 'sharp';
import { expect, it } from 'vitest';
import { encodeJpeg } from './encode-jpeg.ts';
import { normalise } from './normalise.ts';

it('a picture leaves as a JPEG of its size, without the metadata of its file', async () => {
  const file = await sharp({
    create: { width: 300, height: 200, channels: 3, background: '#336699' },
  })
    .withMetadata({ orientation: 6, exif: { IFD0: { Copyright: 'somebody' } } })
    .jpeg()
    .toBuffer();

  const jpeg = await encodeJpeg(await normalise(file, 'image/jpeg'));

  const { format, width, height, exif, icc, xmp, orientation } = await sharp(jpeg).metadata();
  expect({ format, width, height }).toEqual({ format: 'jpeg', width: 200, height: 300 });
  expect([exif, icc, xmp, orientation]).toEqual([undefined, undefined, undefined, undefined]);
  expect(jpeg.includes('somebody')).toBe(false);
});
