import type { Picture } from './describe-pixels.ts';
import { toOklab } from './oklab.ts';

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
  const narrow = averageColumns(picture.pixels, picture.width, picture.height, width);
  return { width, height, rgb: averageRows(narrow, width, picture.height, height) };
}

/** Every two by two cells become one. */
export function halve(grid: Grid): Grid {
  const width = grid.width / 2;
  const height = grid.height / 2;
  const rgb = new Float32Array(width * height * 3);
  const stride = grid.width * 3;
  const at = (index: number) => grid.rgb[index] ?? 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width * 3; x++) {
      const from = 2 * y * stride + 6 * Math.floor(x / 3) + (x % 3);
      const sum = at(from) + at(from + 3) + at(from + stride) + at(from + stride + 3);
      rgb[y * width * 3 + x] = sum / 4;
    }
  }
  return { width, height, rgb };
}

export function toLabGrid(grid: Grid): LabGrid {
  const count = grid.width * grid.height;
  const lightness = new Float32Array(count);
  const a = new Float32Array(count);
  const b = new Float32Array(count);
  for (let cell = 0; cell < count; cell++) {
    const at = cell * 3;
    const colour = toOklab(grid.rgb[at] ?? 0, grid.rgb[at + 1] ?? 0, grid.rgb[at + 2] ?? 0);
    lightness[cell] = colour.lightness;
    a[cell] = colour.a;
    b[cell] = colour.b;
  }
  return { width: grid.width, height: grid.height, lightness, a, b };
}

/** Area averages, each source column in proportion to its overlap: no aliasing, whatever the ratio. */
function averageColumns(source: Uint8Array, width: number, height: number, cells: number) {
  const result = new Float32Array(cells * height * 3);
  for (const { cell, from, part } of overlaps(width, cells)) {
    for (let y = 0; y < height; y++) {
      const to = (y * cells + cell) * 3;
      const at = (y * width + from) * 3;
      result[to] = (result[to] ?? 0) + (source[at] ?? 0) * part;
      result[to + 1] = (result[to + 1] ?? 0) + (source[at + 1] ?? 0) * part;
      result[to + 2] = (result[to + 2] ?? 0) + (source[at + 2] ?? 0) * part;
    }
  }
  return result;
}

function averageRows(source: Float32Array, width: number, height: number, cells: number) {
  const stride = width * 3;
  const result = new Float32Array(stride * cells);
  for (const { cell, from, part } of overlaps(height, cells)) {
    const to = cell * stride;
    const at = from * stride;
    for (let x = 0; x < stride; x++) {
      result[to + x] = (result[to + x] ?? 0) + (source[at + x] ?? 0) * part;
    }
  }
  return result;
}

/** Which source lines make up each cell, and how much of the cell each is. */
function overlaps(length: number, cells: number): { cell: number; from: number; part: number }[] {
  const size = length / cells;
  const parts: { cell: number; from: number; part: number }[] = [];
  for (let cell = 0; cell < cells; cell++) {
    const start = cell * size;
    const end = Math.min(length, start + size);
    for (let from = Math.floor(start); from < end; from++) {
      const part = (Math.min(end, from + 1) - Math.max(start, from)) / size;
      if (part > 0) parts.push({ cell, from, part });
    }
  }
  return parts;
}
