import sharp from 'sharp';
import type { Example } from './example.ts';
import { addPngText } from './png-text.ts';
import { createRandom } from './random.ts';

const JPEG_QUALITY = 82;

/** The bytes of an example, the same in every run. */
export async function saveExample(example: Example): Promise<Buffer> {
  const { data, info } = await sharp(Buffer.from(example.svg))
    .flatten({ background: '#fff' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  addGrain(data, example.grain ?? 0, info.channels);
  const { width, height, channels } = info;
  const image = sharp(data, { raw: { width, height, channels } });
  if (example.exif) image.withExif(example.exif);
  if (example.fileName.endsWith('.jpg')) {
    return image.jpeg({ quality: JPEG_QUALITY, mozjpeg: true }).toBuffer();
  }
  const png = await image.png({ compressionLevel: 9, effort: 10 }).toBuffer();
  return addPngText(png, example.text ?? {});
}

/** The same for all channels of a pixel, as a sensor's luminance noise is. */
function addGrain(pixels: Buffer, deviation: number, channels: number): void {
  if (deviation === 0) return;
  const random = createRandom(1);
  for (let at = 0; at < pixels.length; at += channels) {
    // Three uniform numbers make a good enough bell of variance 1/4.
    const noise = (random() + random() + random() - 1.5) * 2 * deviation;
    for (let channel = 0; channel < channels; channel++) {
      const level = Math.round((pixels[at + channel] ?? 0) + noise);
      pixels[at + channel] = Math.max(0, Math.min(255, level));
    }
  }
}
