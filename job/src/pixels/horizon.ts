import type { LabGrid } from './grid.ts';
import { mean, shareBelow } from './statistics.ts';

/** Step in lightness or in blue against yellow that an eye follows as a line. */
const STEP = 0.025;
/** Part of the width that one and the same row must carry it over. */
const MIN_WIDTH = 0.8;
/** Where it may lie: parts of the height from the top. */
const HIGHEST = 0.15;
const LOWEST = 0.9;
const HIGH = 0.4;
const LOW = 0.6;
/** OKLab b of a sky; the edge of a table has none above it. */
const BLUE = -0.03;
/** A sky hardly changes from cell to cell. */
const MAX_SKY_DETAIL = 0.012;

/** A level line across nearly the whole width, under what is surely a sky. */
export function findHorizon(grid: LabGrid, detail: Float32Array): string | undefined {
  const { width, height, b } = grid;
  const sky = Math.floor(height * HIGHEST) * width;
  if (mean(b.subarray(0, sky)) > BLUE || mean(detail.subarray(0, sky)) > MAX_SKY_DETAIL) {
    return undefined;
  }
  if (shareBelow(b.subarray(0, sky), BLUE / 2) < MIN_WIDTH) return undefined;
  const place = findLevelLine(grid);
  if (place === undefined) return undefined;
  if (place < HIGH) return 'high horizon';
  return place > LOW ? 'low horizon' : 'level horizon';
}

/** Height of the row, in parts of the height, over which the picture changes all along. */
function findLevelLine(grid: LabGrid): number | undefined {
  const { height } = grid;
  let best = 0;
  let place: number | undefined;
  for (let y = Math.round(HIGHEST * height); y < LOWEST * height; y++) {
    const carried = measureLine(grid, y);
    if (carried <= best) continue;
    best = carried;
    place = y / height;
  }
  return best >= MIN_WIDTH ? place : undefined;
}

/** Part of the width over which the rows above and below differ the same way. */
function measureLine({ width, lightness, b }: LabGrid, y: number): number {
  const above = (y - 2) * width;
  const below = (y + 1) * width;
  let [lighter, darker, yellower, bluer] = [0, 0, 0, 0];
  for (let x = 0; x < width; x++) {
    const light = (lightness[below + x] ?? 0) - (lightness[above + x] ?? 0);
    const tint = (b[below + x] ?? 0) - (b[above + x] ?? 0);
    if (light > STEP) lighter += 1;
    if (light < -STEP) darker += 1;
    if (tint > STEP) yellower += 1;
    if (tint < -STEP) bluer += 1;
  }
  return Math.max(lighter, darker, yellower, bluer) / width;
}
