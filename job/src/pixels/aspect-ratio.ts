import type { FileFacts } from './picture.ts';

/** Ratios that people and generators name; a picture within 2% of one is said to have it. */
const NAMED_RATIOS = ['1:1', '5:4', '4:3', '3:2', '16:10', '5:3', '16:9', '2:1', '21:9', '3:1'];
const NAMED_TOLERANCE = 0.02;
const SMALL_TOLERANCE = 0.01;
/** The scene's ratios have at most two digits a side. */
const MAX_SIDE = 99;
const MAX_SHORT_SIDE = 20;

const SQUARE_TOLERANCE = 1.03;
const PANORAMA = 2;

type Size = Pick<FileFacts, 'width' | 'height'>;

/** The nearest ratio of small integers, "3:2"; what is wider than 99:1 is said to be 99:1. */
export function findAspectRatio({ width, height }: Size): string {
  const [long, short] = nameRatio(Math.max(width, height) / Math.min(width, height));
  return width >= height ? `${long}:${short}` : `${short}:${long}`;
}

/** "landscape format" and its like; a panorama is at least twice as wide as high. */
export function findFormat({ width, height }: Size): string {
  const ratio = width / height;
  if (ratio >= PANORAMA) return 'panoramic format';
  if (ratio > SQUARE_TOLERANCE) return 'landscape format';
  if (ratio >= 1 / SQUARE_TOLERANCE) return 'square format';
  return ratio > 1 / PANORAMA ? 'portrait format' : 'tall portrait format';
}

function nameRatio(ratio: number): readonly [number, number] {
  for (const name of NAMED_RATIOS) {
    const [long = 1, short = 1] = name.split(':').map(Number);
    if (isNear(ratio, long / short, NAMED_TOLERANCE)) return [long, short];
  }
  for (let short = 1; short <= MAX_SHORT_SIDE; short++) {
    const long = Math.round(ratio * short);
    if (long <= MAX_SIDE && isNear(ratio, long / short, SMALL_TOLERANCE)) return [long, short];
  }
  return [Math.min(MAX_SIDE, Math.round(ratio)), 1];
}

function isNear(ratio: number, other: number, tolerance: number): boolean {
  return Math.abs(ratio / other - 1) < tolerance;
}
