import type { Grid } from './grid.ts';
import { sortKeys } from './sort-numbers.ts';

/** Shades are counted in steps of two levels: JPEG moves a flat colour by one. */
const SHADE_STEP = 2;
/** Paint is one shade with nothing near it; light and grain spread over many neighbouring shades. */
const NEAR_STEPS = 1;
const WIDE_STEPS = 5;
const MIN_PURITY = 0.8;
/** A shade of less area is a detail. */
const MIN_SHARE = 0.008;
const MAX_SHADES = 24;

/** A colour that covers an area without any shading. */
export type Paint = {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  readonly share: number;
};

/** The shades of a picture, each once; parallel arrays, because there are thousands. */
type Shades = {
  /** Red, green and blue in steps, eight bits each. */
  readonly key: Uint32Array;
  readonly cells: Uint32Array;
};

/** The unshaded colours of a picture, the largest first. */
export function findPaints(grid: Grid): Paint[] {
  const total = grid.width * grid.height;
  const shades = countShades(grid);
  const unseen = shades.cells.slice();
  const paints: Paint[] = [];
  for (let tries = 0; tries < MAX_SHADES; tries++) {
    const largest = indexOfLargest(unseen);
    if ((unseen[largest] ?? 0) === 0) break;
    const centre = shades.key[largest] ?? 0;
    const near = sumWithin(shades, centre, NEAR_STEPS);
    if (near < MIN_SHARE * total) break;
    const pure = near >= MIN_PURITY * sumWithin(shades, centre, WIDE_STEPS);
    if (pure) paints.push({ ...toLevels(centre), share: near / total });
    for (let index = 0; index < unseen.length; index++) {
      if (isWithin(shades.key[index] ?? 0, centre, WIDE_STEPS)) unseen[index] = 0;
    }
  }
  return paints.sort((one, other) => other.share - one.share);
}

function countShades({ rgb }: Grid): Shades {
  const keys = new Uint32Array(rgb.length / 3);
  for (let cell = 0, at = 0; cell < keys.length; cell++, at += 3) {
    const red = stepOf(rgb[at] ?? 0);
    const green = stepOf(rgb[at + 1] ?? 0);
    const blue = stepOf(rgb[at + 2] ?? 0);
    keys[cell] = (red << 16) | (green << 8) | blue;
  }
  const sorted = sortKeys(keys);
  const cells = new Uint32Array(sorted.length);
  let last = -1;
  for (let index = 0; index < sorted.length; index++) {
    const key = sorted[index] ?? 0;
    if (last < 0 || sorted[last] !== key) sorted[++last] = key;
    cells[last] = (cells[last] ?? 0) + 1;
  }
  return { key: sorted.subarray(0, last + 1), cells: cells.subarray(0, last + 1) };
}

/** Rounded; levels are never negative. */
function stepOf(level: number): number {
  return (level / SHADE_STEP + 0.5) | 0;
}

function indexOfLargest(values: Uint32Array): number {
  let largest = 0;
  for (let index = 1; index < values.length; index++) {
    if ((values[index] ?? 0) > (values[largest] ?? 0)) largest = index;
  }
  return largest;
}

function sumWithin(shades: Shades, centre: number, steps: number): number {
  let sum = 0;
  for (let index = 0; index < shades.key.length; index++) {
    if (isWithin(shades.key[index] ?? 0, centre, steps)) sum += shades.cells[index] ?? 0;
  }
  return sum;
}

function isWithin(one: number, other: number, steps: number): boolean {
  return (
    Math.abs((one >> 16) - (other >> 16)) <= steps &&
    Math.abs(((one >> 8) & 255) - ((other >> 8) & 255)) <= steps &&
    Math.abs((one & 255) - (other & 255)) <= steps
  );
}

function toLevels(key: number): Omit<Paint, 'share'> {
  const level = (step: number) => Math.min(255, step * SHADE_STEP);
  return { red: level(key >> 16), green: level((key >> 8) & 255), blue: level(key & 255) };
}
