import { toOklab } from './oklab.ts';
import type { Picture } from './picture.ts';

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

/** Area averages, each source pixel in proportion to its overlap: no aliasing, whatever the ratio. */
function resample(picture: Picture, columns: number, rows: number): Float32Array {
  const across = findOverlaps(picture.width, columns);
  const down = findOverlaps(picture.height, rows);
  const stride = columns * 3;
  const rgb = new Float32Array(stride * rows);
  const narrow = new Float32Array(stride);
  let narrowed = -1;
  for (let index = 0; index < down.count; index++) {
    const from = down.from[index] ?? 0;
    if (from !== narrowed) averageRow(picture, from, across, narrow);
    narrowed = from;
    const to = (down.cell[index] ?? 0) * stride;
    const part = down.part[index] ?? 0;
    for (let x = 0; x < stride; x++) rgb[to + x] = (rgb[to + x] ?? 0) + (narrow[x] ?? 0) * part;
  }
  return rgb;
}

function averageRow({ pixels, width }: Picture, y: number, across: Overlaps, row: Float32Array) {
  row.fill(0);
  for (let index = 0; index < across.count; index++) {
    const to = (across.cell[index] ?? 0) * 3;
    const at = (y * width + (across.from[index] ?? 0)) * 3;
    const part = across.part[index] ?? 0;
    row[to] = (row[to] ?? 0) + (pixels[at] ?? 0) * part;
    row[to + 1] = (row[to + 1] ?? 0) + (pixels[at + 1] ?? 0) * part;
    row[to + 2] = (row[to + 2] ?? 0) + (pixels[at + 2] ?? 0) * part;
  }
}

/** Which source lines make up each cell, and how much of the cell each is. */
type Overlaps = {
  readonly count: number;
  readonly cell: Uint16Array;
  readonly from: Uint16Array;
  readonly part: Float32Array;
};

function findOverlaps(length: number, cells: number): Overlaps {
  const size = length / cells;
  // Each cell border cuts at most one line in two.
  const most = length + cells + 1;
  const [cell, from] = [new Uint16Array(most), new Uint16Array(most)];
  const part = new Float32Array(most);
  let count = 0;
  for (let index = 0; index < cells; index++) {
    const start = index * size;
    const end = Math.min(length, start + size);
    for (let line = Math.floor(start); line < end; line++) {
      const overlap = (Math.min(end, line + 1) - Math.max(start, line)) / size;
      if (overlap <= 0) continue;
      cell[count] = index;
      from[count] = line;
      part[count] = overlap;
      count += 1;
    }
  }
  return { count, cell, from, part };
}
