import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import {
  crop,
  fromSquare,
  mirror,
  mirrorBox,
  openPicture,
  type Pixels,
  toSquare,
} from './picture.ts';

/** Left half red, right half blue. */
async function halves(width: number, height: number): Promise<Pixels> {
  const data = Buffer.alloc(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    data[3 * pixel + (pixel % width < width / 2 ? 0 : 2)] = 255;
  }
  const jpeg = sharp(data, { raw: { width, height, channels: 3 } }).jpeg({ quality: 100 });
  return openPicture(await jpeg.toBuffer());
}

const colourAt = ({ data, width }: Pixels, x: number, y: number) =>
  [...data.subarray(3 * (y * width + x), 3 * (y * width + x) + 3)].map((level) =>
    level > 128 ? 1 : 0,
  );

describe('a picture', () => {
  it('lies in the middle of a square, with black around it', async () => {
    const square = await toSquare(await halves(200, 100), 100);

    expect(square.inner).toEqual({ x: 0, y: 25, w: 100, h: 50 });
    expect(square.data).toHaveLength(100 * 100 * 3);
    expect(colourAt(square, 10, 10)).toEqual([0, 0, 0]);
    expect(colourAt(square, 10, 50)).toEqual([1, 0, 0]);
    expect(colourAt(square, 90, 50)).toEqual([0, 0, 1]);
  });

  it('in a mirror has its sides exchanged, and in two is itself again', async () => {
    const square = await toSquare(await halves(90, 100), 100);

    const mirrored = mirror(square);

    expect(colourAt(mirrored, 20, 50)).toEqual([0, 0, 1]);
    expect(mirror(mirrored)).toEqual(square);
  });

  it('has its boxes in parts of itself, whatever its shape', () => {
    const size = fc.integer({ min: 50, max: 1024 });
    const part = fc.double({ min: 0, max: 0.5, noNaN: true });
    return fc.assert(
      fc.asyncProperty(size, size, part, part, async (width, height, x, y) => {
        const scale = 416 / Math.max(width, height);
        const [w, h] = [width * scale, height * scale];
        const inner = { x: (416 - w) / 2, y: (416 - h) / 2, w, h };
        const square = { data: Buffer.alloc(0), width: 416, height: 416, side: 416, inner };
        const box = { x: inner.x + x * w, y: inner.y + y * h, w: w / 2, h: h / 2 };

        const found = fromSquare(square, box);

        expect(found.x).toBeCloseTo(x);
        expect(found.y).toBeCloseTo(y);
        expect(found.w).toBeCloseTo(0.5);
        expect(mirrorBox(mirrorBox(found)).x).toBeCloseTo(x);
      }),
      { numRuns: 50 },
    );
  });

  it('is cut at its edges, and nothing of it beyond them', async () => {
    const picture = await halves(100, 80);

    expect(await crop(picture, { x: -0.5, y: 0, w: 1, h: 0.5 })).toMatchObject({
      width: 50,
      height: 40,
    });
    expect(await crop(picture, { x: 1.2, y: 0, w: 1, h: 1 })).toBeUndefined();
  });
});
