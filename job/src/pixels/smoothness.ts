import type { Grid } from './grid.ts';

/** Less than a level apart is alike. */
const ALIKE = 1;
/** A step that an eye sees as an edge or as texture. */
const STEP = 5;

/** Share of cells just like their neighbours right and below, and of cells with a visible step to one. */
export function findSmoothness({ width, height, rgb }: Grid): { flatness: number; steps: number } {
  let alike = 0;
  let steps = 0;
  for (let y = 0; y < height - 1; y++) {
    for (let x = 0; x < width - 1; x++) {
      const at = (y * width + x) * 3;
      const difference = Math.max(apart(rgb, at, at + 3), apart(rgb, at, at + width * 3));
      if (difference < ALIKE) alike += 1;
      if (difference > STEP) steps += 1;
    }
  }
  const count = (width - 1) * (height - 1);
  return { flatness: alike / count, steps: steps / count };
}

function apart(rgb: Float32Array, one: number, other: number): number {
  const difference = (index: number) =>
    Math.abs((rgb[one + index] ?? 0) - (rgb[other + index] ?? 0));
  return Math.max(difference(0), difference(1), difference(2));
}
