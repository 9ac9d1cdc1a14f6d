import type { FileFacts, Picture } from './picture.ts';

type Rgb = readonly [number, number, number];

/** A picture whose every pixel is computed. */
export function paint(
  width: number,
  height: number,
  colourAt: (x: number, y: number) => Rgb,
): Picture {
  const pixels = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) pixels.set(colourAt(x, y), (y * width + x) * 3);
  }
  return { pixels, width, height };
}

export function fileOf(picture: Picture, facts: Partial<FileFacts> = {}): FileFacts {
  const { width, height } = picture;
  return { mediaType: 'image/png', width, height, ...facts };
}

/** Noise from 0 to 1 that is the same for the same place, and unlike its neighbours'. */
export function noiseAt(x: number, y: number): number {
  const mixed = Math.imul(x * 374_761_393 + y * 668_265_263, 1_274_126_177);
  return ((mixed ^ (mixed >>> 13)) >>> 0) / 4_294_967_296;
}

/** A textured surface as a camera would see it: one colour, broken by grain. */
export function textured(colour: Rgb, x: number, y: number, depth = 50): Rgb {
  const change = (noiseAt(x >> 1, y >> 1) - 0.5) * depth;
  const level = (part: number) => Math.max(0, Math.min(255, Math.round(part + change)));
  return [level(colour[0]), level(colour[1]), level(colour[2])];
}
