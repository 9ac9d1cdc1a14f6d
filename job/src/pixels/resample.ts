import type { Picture } from './picture.ts';

/**
 * Area averages, each source pixel in proportion to its overlap: no aliasing, whatever the ratio.
 * Sums are kept as short as they are stored: a flat colour must not move across the border of a name.
 */
export function resample(picture: Picture, columns: number, rows: number): Float32Array {
  const across = findOverlaps(picture.width, columns);
  const down = findOverlaps(picture.height, rows);
  const stride = columns * 3;
  const rgb = new Float32Array(stride * rows);
  const narrow = new Float32Array(stride);
  let narrowed = -1;
  for (let row = 0; row < rows; row++) {
    const to = row * stride;
    const [first = 0, start = 0, end = 0] = [down.line[row], down.start[row], down.start[row + 1]];
    for (let index = start; index < end; index++) {
      const from = first + index - start;
      if (from !== narrowed) averageRow(picture, from, across, narrow);
      narrowed = from;
      addRow(rgb, to, narrow, down.part[index] ?? 0);
    }
  }
  return rgb;
}

function averageRow({ pixels, width }: Picture, y: number, across: Overlaps, row: Float32Array) {
  const { line, start, part } = across;
  for (let to = 0, cell = 0; to < row.length; to += 3, cell++) {
    const end = start[cell + 1] ?? 0;
    let at = (y * width + (line[cell] ?? 0)) * 3;
    let red = 0;
    let green = 0;
    let blue = 0;
    for (let index = start[cell] ?? 0; index < end; index++, at += 3) {
      const weight = part[index] ?? 0;
      red = Math.fround(red + (pixels[at] ?? 0) * weight);
      green = Math.fround(green + (pixels[at + 1] ?? 0) * weight);
      blue = Math.fround(blue + (pixels[at + 2] ?? 0) * weight);
    }
    row[to] = red;
    row[to + 1] = green;
    row[to + 2] = blue;
  }
}

function addRow(rgb: Float32Array, to: number, row: Float32Array, weight: number): void {
  for (let x = 0; x < row.length; x++) {
    rgb[to + x] = (rgb[to + x] ?? 0) + (row[x] ?? 0) * weight;
  }
}

/** Which source lines make up each cell, one after the other, and how much of the cell each is. */
type Overlaps = {
  /** The first line of each cell. */
  readonly line: Uint16Array;
  /** Where the parts of each cell start; once more than there are cells, for the end of the last. */
  readonly start: Uint32Array;
  readonly part: Float32Array;
};

function findOverlaps(length: number, cells: number): Overlaps {
  const size = length / cells;
  const line = new Uint16Array(cells);
  const start = new Uint32Array(cells + 1);
  // Each cell border cuts at most one line in two.
  const part = new Float32Array(length + cells + 1);
  let count = 0;
  for (let cell = 0; cell < cells; cell++) {
    const from = cell * size;
    const to = Math.min(length, from + size);
    for (let at = Math.floor(from); at < to; at++) {
      const overlap = (Math.min(to, at + 1) - Math.max(from, at)) / size;
      if (overlap <= 0) continue;
      if (count === start[cell]) line[cell] = at;
      part[count] = overlap;
      count += 1;
    }
    start[cell + 1] = count;
  }
  return { line, start, part };
}
