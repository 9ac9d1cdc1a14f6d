import { tileMeans } from './detail.ts';
import { type Grid, halve } from './grid.ts';

const TILES = 8;
/** Second differences, in levels, of a tile at half resolution that has structure to judge by, not grain alone. */
const STRUCTURE = 4;
/** Fine to coarse structure: an edge in focus keeps above the first, one out of focus falls below the second. */
const SHARP_RATIO = 0.52;
const SOFT_RATIO = 0.48;
/** Shallow depth of field: part of the picture is soft though it has structure, part is sharp. */
const SHALLOW_SOFT_SHARE = 0.18;
const SHALLOW_SHARP_SHARE = 0.3;
const CRISP_SHARE = 0.85;
const CRISP_STRUCTURED = 0.6;
/** Where no tile has finer structure than this, nothing has an edge. */
const BLURRED = 11;

/** What is sharp and what is not, where the evidence is strong. */
export function findFocus(detail: Grid): string | undefined {
  const fine = structure(detail);
  const coarse = structure(halve(detail));
  if (Math.max(...fine) < BLURRED) return 'soft forms without sharp edges';
  const ratios = [...fine]
    .map((value, tile) => ({ ratio: value / (coarse[tile] ?? 1), coarse: coarse[tile] ?? 0 }))
    .filter((tile) => tile.coarse >= STRUCTURE)
    .map(({ ratio }) => ratio);
  const all = TILES * TILES;
  const sharp = ratios.filter((ratio) => ratio > SHARP_RATIO).length;
  const soft = ratios.filter((ratio) => ratio < SOFT_RATIO).length;
  if (soft >= SHALLOW_SOFT_SHARE * all && sharp >= SHALLOW_SHARP_SHARE * all) {
    return 'shallow depth of field';
  }
  const structured = ratios.length >= CRISP_STRUCTURED * all;
  return structured && sharp >= CRISP_SHARE * ratios.length ? 'crisp detail' : undefined;
}

/** Root mean square of the Laplacian of each tile. */
function structure({ width, height, rgb }: Grid): Float32Array {
  const luma = new Float32Array(width * height).map(
    (_, cell) =>
      0.299 * (rgb[3 * cell] ?? 0) +
      0.587 * (rgb[3 * cell + 1] ?? 0) +
      0.114 * (rgb[3 * cell + 2] ?? 0),
  );
  const at = (cell: number) => luma[cell] ?? 0;
  const squares = new Float32Array(width * height);
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const cell = y * width + x;
      const around = at(cell - 1) + at(cell + 1) + at(cell - width) + at(cell + width);
      squares[cell] = (4 * at(cell) - around) ** 2;
    }
  }
  return tileMeans(squares, width, height, TILES, TILES).map(Math.sqrt);
}
