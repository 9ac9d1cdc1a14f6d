import type { LabGrid } from './grid.ts';

/** How much each cell differs in colour from its neighbours right and below, 0 in even areas. */
export function measureDetail({ width, height, lightness, a, b }: LabGrid): Float32Array {
  const detail = new Float32Array(width * height);
  const squareApart = (one: number, other: number) =>
    ((lightness[one] ?? 0) - (lightness[other] ?? 0)) ** 2 +
    ((a[one] ?? 0) - (a[other] ?? 0)) ** 2 +
    ((b[one] ?? 0) - (b[other] ?? 0)) ** 2;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const cell = y * width + x;
      const right = x + 1 < width ? cell + 1 : cell - 1;
      const below = y + 1 < height ? cell + width : cell - width;
      detail[cell] = Math.sqrt(Math.max(squareApart(cell, right), squareApart(cell, below)));
    }
  }
  return detail;
}

/** Means over a raster of tiles, row by row. */
export function tileMeans(
  values: Float32Array,
  width: number,
  height: number,
  columns: number,
  rows: number,
): Float32Array {
  const sums = new Float32Array(columns * rows);
  const lines = new Uint32Array(rows);
  const starts = firstOfEach(width, columns);
  for (let y = 0; y < height; y++) {
    const row = Math.floor((y * rows) / height);
    lines[row] = (lines[row] ?? 0) + 1;
    for (let column = 0; column < columns; column++) {
      const tile = row * columns + column;
      const end = y * width + (starts[column + 1] ?? 0);
      let sum = sums[tile] ?? 0;
      for (let cell = y * width + (starts[column] ?? 0); cell < end; cell++) {
        // As short as it is stored.
        sum = Math.fround(sum + (values[cell] ?? 0));
      }
      sums[tile] = sum;
    }
  }
  return sums.map((sum, tile) => {
    const column = tile % columns;
    const across = (starts[column + 1] ?? 0) - (starts[column] ?? 0);
    return sum / Math.max(1, across * (lines[Math.floor(tile / columns)] ?? 0));
  });
}

/** Where each tile begins along a side of so many cells; and, behind the last, the side's end. */
function firstOfEach(cells: number, tiles: number): Uint32Array {
  return Uint32Array.from({ length: tiles + 1 }, (_, tile) => Math.ceil((tile * cells) / tiles));
}
