import type { Grid } from './grid.ts';

/** Departure from the mean of the four neighbours, in levels, that is texture or grain; even shading has none. */
const TEXTURE = 1.2;
/** A step between neighbours that an eye sees as an edge. */
const STEP = 5;

/** Share of cells that depart from their neighbours, and of cells with a visible step to one. */
export function measureTexture({ width, height, rgb }: Grid): { texture: number; steps: number } {
  let textured = 0;
  let steps = 0;
  const row = width * 3;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const cell = y * row + x * 3;
      let isTextured = false;
      let isStep = false;
      for (let at = cell; at < cell + 3; at++) {
        const own = rgb[at] ?? 0;
        const right = rgb[at + 3] ?? 0;
        const below = rgb[at + row] ?? 0;
        const around = (rgb[at - 3] ?? 0) + right + (rgb[at - row] ?? 0) + below;
        isTextured ||= Math.abs(own - around / 4) > TEXTURE;
        isStep ||= Math.abs(own - right) > STEP || Math.abs(own - below) > STEP;
      }
      if (isTextured) textured += 1;
      if (isStep) steps += 1;
    }
  }
  const count = (width - 2) * (height - 2);
  return { texture: textured / count, steps: steps / count };
}
