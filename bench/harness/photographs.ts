import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import sharp from 'sharp';

/** Twelve megapixels, the usual size of a telephone's photographs. */
const SIZE: Size = { width: 4032, height: 3024 };
/** What cameras write is at least as good. */
const QUALITY = 90;
/** Levels by which grain moves a pixel at most: the file becomes as large as a camera's, 3 MB. */
const GRAIN = 14;
/** Any odd number: with it the same grain falls in each run. */
const SEED = 0x2545_f491;

type Size = { readonly width: number; readonly height: number };

const require = createRequire(import.meta.url);

/**
 * A photograph as large as a telephone's, a JPEG of 12 megapixels; the same one each time. It has no
 * EXIF: what it is must be told by its pixels, which takes longest.
 */
export async function makePhotograph(size = SIZE): Promise<Buffer> {
  const pixels = await sharp(await readFile(source()))
    .resize({ ...size, fit: 'cover' })
    .raw()
    .toBuffer();
  addGrain(pixels);
  return sharp(pixels, { raw: { ...size, channels: 3 } })
    .jpeg({ quality: QUALITY })
    .toBuffer();
}

/** People in a room, with plain walls and fine cloth, 1920 pixels wide. */
function source(): string {
  return require.resolve('@vladmandic/face-api/demo/sample6.jpg');
}

/** A sensor's noise: enlarged alone, a picture is smoother than any that was taken. */
function addGrain(pixels: Buffer): void {
  let state = SEED;
  for (let at = 0; at < pixels.length; at += 3) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const grain = ((((state & 0xffff) + (state >>> 16)) / 0x1_0000 - 1) * GRAIN) | 0;
    for (let channel = at; channel < at + 3; channel++) {
      pixels[channel] = Math.max(0, Math.min(255, (pixels[channel] ?? 0) + grain));
    }
  }
}
