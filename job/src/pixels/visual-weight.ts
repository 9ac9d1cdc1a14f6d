import type { LabGrid } from './grid.ts';
import { mean } from './statistics.ts';

/** Offset of the centre of gravity, in parts of the side, that a viewer notices. */
const ASIDE = 0.1;
/** Deviation about the centre: 0.29 is a weight spread evenly over the side. */
const CONCENTRATED = 0.225;
const CENTRED = 0.08;
/** A third of the side from its middle, how near is on it, and the deviation of one compact thing. */
const THIRD = 1 / 6;
const NEAR_THIRD = 0.05;
const COMPACT = 0.15;
/** What differs in hue catches the eye as much as what differs twice as far in lightness. */
const TINT_WEIGHT = 4;

export type Weight = {
  readonly x: number;
  readonly y: number;
  readonly spreadX: number;
  readonly spreadY: number;
};

/** Where in the frame the eye is drawn: to what differs most from the picture's mean colour. */
export function findVisualWeight({ x, y, spreadX, spreadY }: Weight): string | undefined {
  const across = x < -ASIDE ? 'left' : x > ASIDE ? 'right' : '';
  const down = y < -ASIDE ? 'upper' : y > ASIDE ? 'lower' : '';
  if (across && down) return `visual weight at the ${down} ${across}`;
  if (across) return `visual weight on the ${across}`;
  if (down) return `visual weight in the ${down} half`;
  const centred = Math.hypot(x, y) < CENTRED && Math.max(spreadX, spreadY) < CONCENTRATED;
  return centred ? 'visual weight in the centre' : undefined;
}

/** "rule-of-thirds placement": one compact thing where a third from a side meets a third from another. */
export function findThirds({ x, y, spreadX, spreadY }: Weight): string | undefined {
  const near = (at: number) => Math.abs(Math.abs(at) - THIRD) < NEAR_THIRD;
  const compact = Math.max(spreadX, spreadY) < COMPACT;
  return compact && near(x) && near(y) ? 'rule-of-thirds placement' : undefined;
}

/** Centre of gravity from the middle of the frame, and the deviation about it; in parts of the sides. */
export function measureWeight(grid: LabGrid): Weight {
  const { width, height } = grid;
  const weights = weighCells(grid);
  let sum = 1e-9;
  let sumX = 0;
  let sumY = 0;
  let squareX = 0;
  let squareY = 0;
  for (let row = 0; row < height; row++) {
    const y = (row + 0.5) / height - 0.5;
    for (let column = 0; column < width; column++) {
      const weight = weights[row * width + column] ?? 0;
      const x = (column + 0.5) / width - 0.5;
      sum += weight;
      sumX += weight * x;
      sumY += weight * y;
      squareX += weight * x * x;
      squareY += weight * y * y;
    }
  }
  const [x, y] = [sumX / sum, sumY / sum];
  const deviation = (square: number, at: number) => Math.sqrt(Math.max(0, square - at * at));
  return { x, y, spreadX: deviation(squareX / sum, x), spreadY: deviation(squareY / sum, y) };
}

function weighCells({ lightness, a, b }: LabGrid): Float32Array {
  const [meanLightness, meanA, meanB] = [mean(lightness), mean(a), mean(b)];
  const weights = new Float32Array(lightness.length);
  for (let cell = 0; cell < weights.length; cell++) {
    const tint = ((a[cell] ?? 0) - meanA) ** 2 + ((b[cell] ?? 0) - meanB) ** 2;
    weights[cell] = ((lightness[cell] ?? 0) - meanLightness) ** 2 + TINT_WEIGHT * tint;
  }
  return weights;
}
