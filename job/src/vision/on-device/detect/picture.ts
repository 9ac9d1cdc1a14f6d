import sharp from 'sharp';
import type { Box } from '../../box.ts';

// Every picture is seen once.
sharp.cache(false);
sharp.concurrency(1);

/** A decoded picture: interleaved 8-bit sRGB, three bytes a pixel. */
export type Pixels = {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
};

/** A picture in a square, as large as it fits, in the middle of black. */
export type Square = Pixels & {
  readonly side: number;
  /** Where the picture is in the square, in pixels. */
  readonly inner: Box;
};

/** Decodes a JPEG once for all that looks at it. */
export async function openPicture(jpeg: Buffer): Promise<Pixels> {
  const image = sharp(jpeg).toColourspace('srgb').removeAlpha().raw();
  const { data, info } = await image.toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** Letterboxed rather than stretched: more is found. */
export async function toSquare(picture: Pixels, side: number): Promise<Square> {
  const scale = side / Math.max(picture.width, picture.height);
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  const left = Math.floor((side - width) / 2);
  const top = Math.floor((side - height) / 2);
  const data = await open(picture)
    .resize({ width, height, fit: 'fill' })
    .extend({
      left,
      top,
      right: side - width - left,
      bottom: side - height - top,
      background: '#000',
    })
    .raw()
    .toBuffer();
  return { data, width: side, height: side, side, inner: { x: left, y: top, w: width, h: height } };
}

/** Stretched to a size. */
export async function resize(picture: Pixels, width: number, height: number): Promise<Pixels> {
  const data = await open(picture).resize({ width, height, fit: 'fill' }).raw().toBuffer();
  return { data, width, height };
}

/** The part within a box (in parts of the picture); undefined if nothing is left of it. */
export async function crop(picture: Pixels, box: Box): Promise<Pixels | undefined> {
  const left = Math.max(0, Math.round(box.x * picture.width));
  const top = Math.max(0, Math.round(box.y * picture.height));
  const right = Math.min(picture.width, Math.round((box.x + box.w) * picture.width));
  const bottom = Math.min(picture.height, Math.round((box.y + box.h) * picture.height));
  const [width, height] = [right - left, bottom - top];
  if (width < 1 || height < 1) return undefined;
  const data = await open(picture).extract({ left, top, width, height }).raw().toBuffer();
  return { data, width, height };
}

/** From a box in a square's pixels to parts of the picture in it, cut at its edges. */
export function fromSquare({ inner }: Square, { x, y, w, h }: Box): Box {
  const part = (at: number, start: number, length: number) =>
    Math.min(1, Math.max(0, (at - start) / length));
  const left = part(x, inner.x, inner.w);
  const top = part(y, inner.y, inner.h);
  return {
    x: left,
    y: top,
    w: part(x + w, inner.x, inner.w) - left,
    h: part(y + h, inner.y, inner.h) - top,
  };
}

/** The same seen in a mirror, without another resize. */
export function mirror(square: Square): Square {
  const { data, side, inner } = square;
  const mirrored = Buffer.allocUnsafe(data.length);
  for (let at = 0; at < data.length; at += 3) {
    const column = (at / 3) % side;
    const to = at + 3 * (side - 1 - 2 * column);
    mirrored[to] = data[at] ?? 0;
    mirrored[to + 1] = data[at + 1] ?? 0;
    mirrored[to + 2] = data[at + 2] ?? 0;
  }
  return { ...square, data: mirrored, inner: { ...inner, x: side - inner.x - inner.w } };
}

export function mirrorBox(box: Box): Box {
  return { ...box, x: 1 - box.x - box.w };
}

function open({ data, width, height }: Pixels) {
  return sharp(data, { raw: { width, height, channels: 3 } });
}
