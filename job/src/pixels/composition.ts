import type { FileFacts } from './describe-pixels.ts';
import type { LabGrid } from './grid.ts';

/** Ratios that people and generators name; a picture within 2% of one is said to have it. */
const NAMED_RATIOS = ['1:1', '5:4', '4:3', '3:2', '16:10', '5:3', '16:9', '2:1', '21:9', '3:1'];
const NAMED_TOLERANCE = 0.02;
/** Beyond the scene's two digits a side. */
const MAX_SIDE = 99;
const MAX_DENOMINATOR = 20;

const SQUARE_TOLERANCE = 1.03;
const PANORAMA = 2;

/** The nearest ratio of small integers, "3:2"; what is wider than 99:1 is said to be 99:1. */
export function findAspectRatio(file: Pick<FileFacts, 'width' | 'height'>): string {
  const wide = file.width >= file.height;
  const ratio = wide ? file.width / file.height : file.height / file.width;
  const [long, short] = nameRatio(ratio);
  return wide ? `${long}:${short}` : `${short}:${long}`;
}

function nameRatio(ratio: number): readonly [number, number] {
  for (const name of NAMED_RATIOS) {
    const [long = 1, short = 1] = name.split(':').map(Number);
    if (Math.abs(ratio / (long / short) - 1) < NAMED_TOLERANCE) return [long, short];
  }
  for (let short = 1; short <= MAX_DENOMINATOR; short++) {
    const long = Math.round(ratio * short);
    if (long <= MAX_SIDE && Math.abs(ratio / (long / short) - 1) < NAMED_TOLERANCE) {
      return [long, short];
    }
  }
  return [Math.min(MAX_SIDE, Math.round(ratio)), 1];
}

/** "landscape format" and its like; a panorama is at least twice as wide as high. */
export function findFormat(file: Pick<FileFacts, 'width' | 'height'>): string {
  const ratio = file.width / file.height;
  if (ratio >= PANORAMA) return 'panoramic format';
  if (ratio > SQUARE_TOLERANCE) return 'landscape format';
  if (ratio >= 1 / SQUARE_TOLERANCE) return 'square format';
  return ratio > 1 / PANORAMA ? 'portrait format' : 'tall portrait format';
}

/** Format and layout, the most telling first. */
export function findComposition(_grid: LabGrid, file: FileFacts): string[] {
  return [findFormat(file)];
}
