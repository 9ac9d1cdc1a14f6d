import type { FileFacts } from './describe-pixels.ts';

/** Ratios that people and generators name; a picture within 2% of one is said to have it. */
const NAMED_RATIOS = ['1:1', '5:4', '4:3', '3:2', '16:10', '5:3', '16:9', '2:1', '21:9', '3:1'];
const NAMED_TOLERANCE = 0.02;
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
  const named = NAMED_RATIOS.map((name) => name.split(':').map(Number));
  const small = Array.from({ length: MAX_SHORT_SIDE }, (_, index) => [
    Math.round(ratio * (index + 1)),
    index + 1,
  ]);
  for (const [long = 1, short = 1] of [...named, ...small]) {
    const fits = Math.abs(ratio / (long / short) - 1) < NAMED_TOLERANCE;
    if (fits && long <= MAX_SIDE) return [long, short];
  }
  return [Math.min(MAX_SIDE, Math.round(ratio)), 1];
}
