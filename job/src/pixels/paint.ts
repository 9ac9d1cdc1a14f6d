import type { Grid } from './grid.ts';

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

type Shade = { red: number; green: number; blue: number; cells: number };

/** The unshaded colours of a picture, the largest first. */
export function findPaints(grid: Grid): Paint[] {
  const total = grid.width * grid.height;
  const shades = countShades(grid);
  const paints: Paint[] = [];
  let left = shades;
  for (let tries = 0; tries < MAX_SHADES; tries++) {
    const [centre] = left;
    if (!centre) break;
    const near = sumWithin(shades, centre, NEAR_STEPS);
    if (near < MIN_SHARE * total) break;
    if (near >= MIN_PURITY * sumWithin(shades, centre, WIDE_STEPS)) {
      const level = (step: number) => Math.min(255, step * SHADE_STEP);
      const { red, green, blue } = centre;
      const share = near / total;
      paints.push({ red: level(red), green: level(green), blue: level(blue), share });
    }
    left = left.filter((shade) => !isWithin(shade, centre, WIDE_STEPS));
  }
  return paints.sort((one, other) => other.share - one.share);
}

function countShades(grid: Grid): Shade[] {
  const shades = new Map<number, Shade>();
  const step = (at: number) => Math.round((grid.rgb[at] ?? 0) / SHADE_STEP);
  for (let at = 0; at < grid.rgb.length; at += 3) {
    const [red, green, blue] = [step(at), step(at + 1), step(at + 2)];
    const key = (red << 16) | (green << 8) | blue;
    const shade = shades.get(key);
    if (shade) shade.cells += 1;
    else shades.set(key, { red, green, blue, cells: 1 });
  }
  return [...shades.values()].sort((one, other) => other.cells - one.cells);
}

function sumWithin(shades: readonly Shade[], centre: Shade, steps: number): number {
  let sum = 0;
  for (const shade of shades) if (isWithin(shade, centre, steps)) sum += shade.cells;
  return sum;
}

function isWithin(one: Shade, other: Shade, steps: number): boolean {
  return (
    Math.abs(one.red - other.red) <= steps &&
    Math.abs(one.green - other.green) <= steps &&
    Math.abs(one.blue - other.blue) <= steps
  );
}
