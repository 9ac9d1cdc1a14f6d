import type { LabGrid } from './grid.ts';

/** How much each cell differs in colour from its neighbours right and below, 0 in even areas. */
export function measureDetail({ width, height, lightness, a, b }: LabGrid): Float32Array {
  const detail = new Float32Array(width * height);
  const apart = (one: number, other: number) => {
    const light = (lightness[one] ?? 0) - (lightness[other] ?? 0);
    const red = (a[one] ?? 0) - (a[other] ?? 0);
    const yellow = (b[one] ?? 0) - (b[other] ?? 0);
    // No overflow to be feared, for which Math.hypot takes five times as long (measured).
    return Math.sqrt(light * light + red * red + yellow * yellow);
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const cell = y * width + x;
      const right = x + 1 < width ? cell + 1 : cell - 1;
      const below = y + 1 < height ? cell + width : cell - width;
      detail[cell] = Math.max(apart(cell, right), apart(cell, below));
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
  const counts = new Float32Array(columns * rows);
  const columnOf = Uint16Array.from({ length: width }, (_, x) => Math.floor((x * columns) / width));
  for (let y = 0; y < height; y++) {
    const first = Math.floor((y * rows) / height) * columns;
    for (let x = 0; x < width; x++) {
      const tile = first + (columnOf[x] ?? 0);
      sums[tile] = (sums[tile] ?? 0) + (values[y * width + x] ?? 0);
      counts[tile] = (counts[tile] ?? 0) + 1;
    }
  }
  return sums.map((sum, tile) => sum / Math.max(1, counts[tile] ?? 1));
}
