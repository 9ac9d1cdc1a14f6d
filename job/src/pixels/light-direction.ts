import { tileMeans } from './detail.ts';
import type { LabGrid } from './grid.ts';

const COLUMNS = 12;
const ROWS = 8;
/** Lightness from tile to tile that shading explains; a larger step is an edge of something. */
const MAX_STEP = 0.07;
const MAX_DETAIL = 0.02;
/** Part of all neighbouring tiles that must be shaded surface for its light to be judged. */
const MIN_SURFACE = 0.4;
/** Of all change across, the part that goes one way; and how far it goes over the whole width. */
const MIN_AGREEMENT = 0.45;
const MIN_FALL = 0.1;

/** "light from the left": plain surfaces darken towards the right, all over the frame. */
export function findLightDirection(grid: LabGrid, detail: Float32Array): string | undefined {
  const { width, height } = grid;
  const light = tileMeans(grid.lightness, width, height, COLUMNS, ROWS);
  const busy = tileMeans(detail, width, height, COLUMNS, ROWS);
  let [pairs, fall, change] = [0, 0, 1e-9];
  light.forEach((value, tile) => {
    if (tile % COLUMNS === COLUMNS - 1) return;
    const step = value - (light[tile + 1] ?? 0);
    if (Math.abs(step) > MAX_STEP || Math.max(busy[tile] ?? 0, busy[tile + 1] ?? 0) > MAX_DETAIL) {
      return;
    }
    pairs += 1;
    fall += step;
    change += Math.abs(step);
  });
  const all = (COLUMNS - 1) * ROWS;
  const across = (fall / Math.max(1, pairs)) * (COLUMNS - 1);
  if (pairs < MIN_SURFACE * all || Math.abs(fall) < MIN_AGREEMENT * change) return undefined;
  if (Math.abs(across) < MIN_FALL) return undefined;
  return across > 0 ? 'light from the left' : 'light from the right';
}
