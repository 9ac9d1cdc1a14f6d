import type { CameraFacts } from './camera.ts';
import { isLowSun, isLowSunHour } from './golden-hour.ts';
import type { LabGrid } from './grid.ts';
import { findLightDirection } from './light-direction.ts';
import type { Medium } from './medium.ts';
import { sortFloats } from './sort-numbers.ts';
import { mean, percentile, shareAbove, shareBelow } from './statistics.ts';
import { findTwilight } from './twilight.ts';

/** A median this dark with few bright cells is what photographers call low key. */
const LOW_KEY_MEDIAN = 0.36;
const LOW_KEY_UPPER = 0.62;
/** High key: even the darker cells are light. */
const HIGH_KEY_MEDIAN = 0.82;
const HIGH_KEY_LOWER = 0.6;
/** Distance in OKLab lightness between the 3rd and the 97th percentile. */
const HIGH_CONTRAST = 0.72;
/** Between nearly all cells: a few lamps in the dark are no low contrast. */
const LOW_CONTRAST = 0.36;
/** Mean b (yellow against blue) beyond which most people speak of warm or cool tones. */
const WARM_CAST = 0.028;
const COOL_CAST = -0.018;
/** A cast is named only if most of the picture shares it. */
const CAST_SHARE = 0.6;
const WARM = 'warm tones';
/** Points that shine in a dark picture: few, and nearly white. */
const POINT_LIGHTNESS = 0.62;
const POINT_MAX_SHARE = 0.06;
const POINT_MIN_SHARE = 0.003;

type Lit = {
  readonly lab: LabGrid;
  /** Of each cell, as measured by `measureDetail`. */
  readonly busy: Float32Array;
  readonly medium: Medium;
  readonly exif: CameraFacts | undefined;
};

/** Hour, key, direction, contrast and temperature, the most telling first; a drawing was not lit. */
export function findLight({ lab: grid, busy, medium, exif }: Lit): string[] {
  const sorted = sortFloats(grid.lightness);
  const photographed = medium.kind === 'photograph';
  const drawn = medium.kind === 'drawn';
  const cast = findCast(grid);
  return [
    drawn ? undefined : findHour({ grid, photographed, exif, warm: cast === WARM }),
    drawn ? undefined : findKey(sorted, photographed),
    drawn ? undefined : findLightDirection(grid, busy),
    findContrast(sorted, drawn),
    cast,
    drawn ? undefined : findPoints(sorted),
  ].filter((phrase) => phrase !== undefined);
}

type Sky = {
  readonly grid: LabGrid;
  readonly photographed: boolean;
  readonly exif: CameraFacts | undefined;
  readonly warm: boolean;
};

/** Twilight by its colours unless the clock denies it; a low sun by clock, exposure and colours. */
function findHour({ grid, photographed, exif, warm }: Sky): string | undefined {
  if (warm && isLowSun(exif)) return 'golden-hour light';
  return isLowSunHour(exif) === false ? undefined : findTwilight(grid, photographed);
}

function findKey(sorted: Float32Array, photographed: boolean): string | undefined {
  const median = percentile(sorted, 0.5);
  if (median < LOW_KEY_MEDIAN && percentile(sorted, 0.9) < LOW_KEY_UPPER) {
    return photographed ? 'low-key lighting' : 'dark tones';
  }
  if (median > HIGH_KEY_MEDIAN && percentile(sorted, 0.1) > HIGH_KEY_LOWER) {
    return photographed ? 'high-key lighting' : 'bright tones';
  }
  return undefined;
}

function findContrast(sorted: Float32Array, drawn: boolean): string | undefined {
  const range = percentile(sorted, 0.97) - percentile(sorted, 0.03);
  if (range > HIGH_CONTRAST) return 'high contrast';
  const whole = percentile(sorted, 0.997) - percentile(sorted, 0.003);
  // A few thin strokes make a drawing contrast enough, and hardly count as cells.
  return whole < LOW_CONTRAST && !drawn ? 'low contrast' : undefined;
}

function findCast(grid: LabGrid): string | undefined {
  const cast = mean(grid.b);
  if (cast > WARM_CAST && shareAbove(grid.b, WARM_CAST / 2) > CAST_SHARE) {
    return WARM;
  }
  if (cast < COOL_CAST && shareBelow(grid.b, COOL_CAST / 2) > CAST_SHARE) {
    return 'cool tones';
  }
  return undefined;
}

function findPoints(sorted: Float32Array): string | undefined {
  if (percentile(sorted, 0.5) > LOW_KEY_MEDIAN) return undefined;
  const share = shareAbove(sorted, POINT_LIGHTNESS);
  const few = share > POINT_MIN_SHARE && share < POINT_MAX_SHARE;
  return few ? 'small bright highlights against the dark' : undefined;
}
