import type { LabGrid } from './grid.ts';
import { mean } from './statistics.ts';

/** Offset of the centre of gravity, in parts of the side, that a viewer notices. */
const ASIDE = 0.1;
/** Deviation about the centre: 0.29 is a weight spread evenly over the side. */
const CONCENTRATED = 0.225;
const CENTRED = 0.08;
/** What differs in hue catches the eye as much as what differs twice as far in lightness. */
const TINT_WEIGHT = 4;

/** Where in the frame the eye is drawn: to what differs most from the picture's mean colour. */
export function findVisualWeight(grid: LabGrid): string | undefined {
  const { x, y, spreadX, spreadY } = measureWeight(grid);
  const across = x < -ASIDE ? 'left' : x > ASIDE ? 'right' : '';
  const down = y < -ASIDE ? 'upper' : y > ASIDE ? 'lower' : '';
  if (across && down) return `visual weight at the ${down} ${across}`;
  if (across) return `visual weight on the ${across}`;
  if (down) return `visual weight in the ${down} half`;
  const centred = Math.hypot(x, y) < CENTRED && Math.max(spreadX, spreadY) < CONCENTRATED;
  return centred ? 'visual weight in the centre' : undefined;
}

/** Centre of gravity from the middle of the frame, and the deviation about it; in parts of the sides. */
function measureWeight(grid: LabGrid) {
  const weights = weighCells(grid);
  let [sum, sumX, sumY, squareX, squareY] = [1e-9, 0, 0, 0, 0];
  weights.forEach((weight, cell) => {
    const x = ((cell % grid.width) + 0.5) / grid.width - 0.5;
    const y = (Math.floor(cell / grid.width) + 0.5) / grid.height - 0.5;
    sum += weight;
    sumX += weight * x;
    sumY += weight * y;
    squareX += weight * x * x;
    squareY += weight * y * y;
  });
  const [x, y] = [sumX / sum, sumY / sum];
  const deviation = (square: number, at: number) => Math.sqrt(Math.max(0, square / sum - at * at));
  return { x, y, spreadX: deviation(squareX, x), spreadY: deviation(squareY, y) };
}

function weighCells({ lightness, a, b }: LabGrid): Float32Array {
  const [meanLightness, meanA, meanB] = [mean(lightness), mean(a), mean(b)];
  return lightness.map((value, cell) => {
    const tint = ((a[cell] ?? 0) - meanA) ** 2 + ((b[cell] ?? 0) - meanB) ** 2;
    return (value - meanLightness) ** 2 + TINT_WEIGHT * tint;
  });
}
