import { findFormat } from './aspect-ratio.ts';
import { tileMeans } from './detail.ts';
import { findEmptySpace } from './empty-space.ts';
import { findFocus } from './focus.ts';
import { findGrain } from './grain.ts';
import type { Grid, LabGrid } from './grid.ts';
import { findHorizon } from './horizon.ts';
import type { Medium } from './medium.ts';
import type { FileFacts } from './picture.ts';
import { measureStructure } from './structure.ts';
import { isSymmetrical } from './symmetry.ts';
import { findThirds, findVisualWeight, measureWeight } from './visual-weight.ts';

/** Tiles of an all-over picture: none much emptier, none much busier than their mean. */
const EVEN_TILES = 4;
const EVEN_LEAST = 0.62;
const EVEN_MOST = 1.55;
/** Below this mean nothing is there to be spread. */
const MIN_DETAIL = 0.02;

type Layout = {
  readonly file: FileFacts;
  readonly medium: Medium;
  readonly detail: Grid;
  /** `detail` halved. */
  readonly grid: Grid;
  readonly lab: LabGrid;
  /** Of each cell of `lab`, as measured by `measureDetail`. */
  readonly busy: Float32Array;
};

/** Format, focus and layout, the most telling first. */
export function findComposition({ file, medium, detail, grid, lab, busy }: Layout): string[] {
  const even = isEven(busy, lab.width, lab.height) ? 'even all-over composition' : undefined;
  const weight = measureWeight(lab);
  const structure = measureStructure(detail, grid);
  const photographed = medium.kind === 'photograph';
  return [
    findFormat(file),
    medium.kind === 'drawn' ? undefined : findFocus(structure, photographed),
    photographed ? findGrain(structure) : undefined,
    medium.kind === 'drawn' ? undefined : findHorizon(lab, busy),
    findEmptySpace(busy, lab),
    isSymmetrical(lab) ? 'near-symmetrical layout' : undefined,
    findVisualWeight(weight) ?? even,
    findThirds(weight),
  ].filter((phrase) => phrase !== undefined);
}

function isEven(busy: Float32Array, width: number, height: number): boolean {
  const tiles = tileMeans(busy, width, height, EVEN_TILES, EVEN_TILES);
  const mean = tiles.reduce((sum, value) => sum + value, 0) / tiles.length;
  if (mean < MIN_DETAIL) return false;
  return tiles.every((value) => value > EVEN_LEAST * mean && value < EVEN_MOST * mean);
}
