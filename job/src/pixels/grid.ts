import { toOklabPlanes } from './oklab.ts';
import type { Picture } from './picture.ts';
import { resample } from './resample.ts';

/** Long side of the detail grid: fine enough to tell sharp from soft, coarse enough to hide JPEG's grain. */
const DETAIL_SIDE = 384;

/** An image on a canonical raster: whatever its size and quality were, the same picture gives the same cells. */
export type Grid = {
  readonly width: number;
  readonly height: number;
  /** Interleaved sRGB, 0 to 255, not rounded. */
  readonly rgb: Float32Array;
};

/** A grid in OKLab, one plane for each coordinate. */
export type LabGrid = {
  readonly width: number;
  readonly height: number;
  readonly lightness: Float32Array;
  readonly a: Float32Array;
  readonly b: Float32Array;
};

/** The detail grid: even in both sides, so that `halve` is exact. */
export function toDetailGrid(picture: Picture): Grid {
  const scale = DETAIL_SIDE / Math.max(picture.width, picture.height);
  const even = (side: number) => Math.max(16, 2 * Math.round((side * scale) / 2));
  const width = even(picture.width);
  const height = even(picture.height);
  return { width, height, rgb: resample(picture, width, height) };
}

/** Every two by two cells become one. */
export function halve(grid: Grid): Grid {
  const width = grid.width / 2;
  const height = grid.height / 2;
  const rgb = new Float32Array(width * height * 3);
  const stride = grid.width * 3;
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0, from = 2 * y * stride; x < width; x++, from += 6, to += 3) {
      rgb[to] = meanOfFour(grid.rgb, from, stride);
      rgb[to + 1] = meanOfFour(grid.rgb, from + 1, stride);
      rgb[to + 2] = meanOfFour(grid.rgb, from + 2, stride);
    }
  }
  return { width, height, rgb };
}

function meanOfFour(rgb: Float32Array, at: number, stride: number): number {
  const above = (rgb[at] ?? 0) + (rgb[at + 3] ?? 0);
  return (above + (rgb[at + stride] ?? 0) + (rgb[at + stride + 3] ?? 0)) / 4;
}

export function toLabGrid({ width, height, rgb }: Grid): LabGrid {
  return { width, height, ...toOklabPlanes(rgb) };
}
