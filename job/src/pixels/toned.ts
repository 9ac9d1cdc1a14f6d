import type { LabGrid } from './grid.ts';
import { chroma, hue } from './oklab.ts';
import { mean } from './statistics.ts';

/** Steps of lightness within which a toned print has one tint only. */
const BINS = 24;
/** Standard deviation of a and b within a step, JPEG's colour noise included; real browns vary more. */
const MAX_SPREAD = 0.007;
/** OKLab chroma of a print that is plainly toned, and the hues of sepia: orange to yellow. */
const MIN_CHROMA = 0.02;
const MIN_HUE = 50;
const MAX_HUE = 95;

/** Whether every lightness has one tint, a brown one: a picture toned in sepia. */
export function isSepia({ lightness, a, b }: LabGrid): boolean {
  const tint = { lightness: mean(lightness), a: mean(a), b: mean(b) };
  if (chroma(tint) < MIN_CHROMA || hue(tint) < MIN_HUE || hue(tint) > MAX_HUE) return false;
  return Math.max(spreadWithin(lightness, a), spreadWithin(lightness, b)) < MAX_SPREAD;
}

/** How far the values stray from the mean of the cells that are as light. */
function spreadWithin(lightness: Float32Array, values: Float32Array): number {
  const [counts, sums, squares] = [1, 2, 3].map(() => new Float64Array(BINS));
  if (!counts || !sums || !squares) return 0;
  for (let cell = 0; cell < lightness.length; cell++) {
    const bin = Math.max(0, Math.min(BINS - 1, Math.floor((lightness[cell] ?? 0) * BINS)));
    const value = values[cell] ?? 0;
    counts[bin] = (counts[bin] ?? 0) + 1;
    sums[bin] = (sums[bin] ?? 0) + value;
    squares[bin] = (squares[bin] ?? 0) + value * value;
  }
  let stray = 0;
  counts.forEach((count, bin) => {
    if (count > 0) stray += (squares[bin] ?? 0) - (sums[bin] ?? 0) ** 2 / count;
  });
  return Math.sqrt(Math.max(0, stray) / lightness.length);
}
