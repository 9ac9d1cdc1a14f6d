import sharp from 'sharp';

const SIDE = 64;
const BLOCK = 8;

/** What must never be seen in a log line: see `log-scan.ts`. */
export const CAMERA_MAKE = 'ZZCAMERA';
export const CAMERA_MODEL = 'ZZMODEL-4711';

/**
 * A small JPEG whose pixels spell `number` in black and white blocks: a thousand of them differ in
 * what a vision service is sent, so that its calls can be told apart by image. Every fifth tells of a
 * camera and a place.
 */
export function numberedJpeg(number: number): Promise<Buffer> {
  const pixels = Buffer.alloc(SIDE * SIDE);
  for (let y = 0; y < SIDE; y += 1) {
    for (let x = 0; x < SIDE; x += 1) {
      const bit = Math.floor(y / BLOCK) * (SIDE / BLOCK) + Math.floor(x / BLOCK);
      pixels[y * SIDE + x] = bit < 32 && (number >>> bit) & 1 ? 230 : 40;
    }
  }
  const image = sharp(pixels, { raw: { width: SIDE, height: SIDE, channels: 1 } }).jpeg();
  if (number % 5 !== 0) return image.toBuffer();
  return image
    .withExif({
      IFD0: { Make: CAMERA_MAKE, Model: CAMERA_MODEL },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '47/1 47/1 4747/100',
        GPSLongitudeRef: 'E',
        GPSLongitude: '11/1 11/1 1111/100',
      },
    })
    .toBuffer();
}
