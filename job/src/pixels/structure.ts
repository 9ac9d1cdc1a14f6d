import { tileMeans } from './detail.ts';
import type { Grid } from './grid.ts';

/** Tiles a side. */
export const TILES = 8;

/** How finely and how coarsely each tile is structured, and how bright it is; in levels. */
export type Structure = {
  readonly fine: Float32Array;
  readonly coarse: Float32Array;
  readonly level: Float32Array;
};

/** Second differences of each tile at the detail grid's own resolution and at half of it. */
export function measureStructure(detail: Grid, half: Grid): Structure {
  const coarseLuma = toLuma(half);
  return {
    fine: secondDifferences(detail, toLuma(detail)),
    coarse: secondDifferences(half, coarseLuma),
    level: tileMeans(coarseLuma, half.width, half.height, TILES, TILES),
  };
}

/** Luma of each cell, 0 to 255 (ITU-R BT.601). */
function toLuma({ width, height, rgb }: Grid): Float32Array {
  const luma = new Float32Array(width * height);
  for (let cell = 0; cell < luma.length; cell++) {
    const at = 3 * cell;
    luma[cell] = 0.299 * (rgb[at] ?? 0) + 0.587 * (rgb[at + 1] ?? 0) + 0.114 * (rgb[at + 2] ?? 0);
  }
  return luma;
}

/** Root mean square of the Laplacian of each tile. */
function secondDifferences({ width, height }: Grid, luma: Float32Array): Float32Array {
  const squares = new Float32Array(width * height);
  for (let y = 1; y < height - 1; y++) {
    const end = (y + 1) * width - 1;
    for (let cell = y * width + 1; cell < end; cell++) {
      const beside = (luma[cell - 1] ?? 0) + (luma[cell + 1] ?? 0);
      const around = beside + (luma[cell - width] ?? 0) + (luma[cell + width] ?? 0);
      squares[cell] = (4 * (luma[cell] ?? 0) - around) ** 2;
    }
  }
  return tileMeans(squares, width, height, TILES, TILES).map(Math.sqrt);
}
