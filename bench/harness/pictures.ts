import { readFile } from 'node:fs/promises';
import sharp from 'sharp';

/** Three people in a street: a photograph that comes with a package. */
const SAMPLE = new URL('../../node_modules/@vladmandic/face-api/demo/sample3.jpg', import.meta.url);
const QUALITY = 88;
/** As much as a small sensor's: without it an enlarged picture would have no detail, and be a quick decode. */
const GRAIN = 12;

/** A photograph as a camera of this size would have stored it: detail in every pixel. */
export async function photograph(width: number, height: number): Promise<Buffer> {
  const grain = await sharp({
    create: {
      width,
      height,
      channels: 3,
      background: '#808080',
      noise: { type: 'gaussian', mean: 128, sigma: GRAIN },
    },
  })
    .png({ compressionLevel: 0 })
    .toBuffer();
  // Where our decoder is loaded, sharp reads no paths.
  return sharp(await readFile(SAMPLE))
    .resize(width, height, { fit: 'cover' })
    .composite([{ input: grain, blend: 'soft-light' }])
    .jpeg({ quality: QUALITY })
    .toBuffer();
}
