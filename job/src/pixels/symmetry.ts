import { tileMeans } from './detail.ts';
import type { LabGrid } from './grid.ts';

/** Coarse enough that a mirrored scene need not match in every leaf. */
const TILES = 24;
/** Correlation of each row with its mirror image. */
const MIN_CORRELATION = 0.7;
/** Rows that hardly vary are alike from both sides without any symmetry: a sky, a wall. */
const MIN_VARIANCE = 0.0015;

/** Whether the left half mirrors the right one. */
export function isSymmetrical({ lightness, width, height }: LabGrid): boolean {
  const tiles = tileMeans(lightness, width, height, TILES, TILES);
  let product = 0;
  let square = 0;
  for (let row = 0; row < TILES; row++) {
    const values = tiles.subarray(row * TILES, (row + 1) * TILES);
    const mean = values.reduce((sum, value) => sum + value, 0) / TILES;
    values.forEach((value, column) => {
      const mirrored = values[TILES - 1 - column] ?? 0;
      product += (value - mean) * (mirrored - mean);
      square += (value - mean) ** 2;
    });
  }
  return square / (TILES * TILES) > MIN_VARIANCE && product / square > MIN_CORRELATION;
}
