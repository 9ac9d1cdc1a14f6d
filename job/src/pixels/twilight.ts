import { tileMeans } from './detail.ts';
import type { LabGrid } from './grid.ts';

const ROWS = 12;
/** The rows of the frame's upper part, where a sky would be. */
const SKY_ROWS = 7;
/** OKLab b of a sky that is plainly blue, and of one that is plainly orange. */
const BLUE = -0.03;
const ORANGE = 0.045;
/** A sky at night is darker, by day lighter. */
const DARKEST = 0.22;
const LIGHTEST = 0.55;
/** After sunset the sky is lighter towards the horizon. */
const MIN_RISE = 0.02;
/** Lamps: few cells, warm and much lighter than the sky. */
const LAMP_LIGHTNESS = 0.6;
const LAMP_MIN_SHARE = 0.001;
const LAMP_MAX_SHARE = 0.06;

/**
 * The light before sunrise or after sunset, only where a dark blue sky and its counterpart both show:
 * an orange horizon, or lamps in what is surely a photograph.
 */
export function findTwilight(grid: LabGrid, photographed: boolean): string | undefined {
  const { width, height } = grid;
  const lightness = tileMeans(grid.lightness, width, height, 1, ROWS).subarray(0, SKY_ROWS);
  const blue = tileMeans(grid.b, width, height, 1, ROWS).subarray(0, SKY_ROWS);
  const [top = 0] = lightness;
  if ((blue[0] ?? 0) > BLUE || top < DARKEST || top > LIGHTEST) return undefined;
  if (Math.max(...lightness) - top < MIN_RISE) return undefined;
  if (Math.max(...blue) > ORANGE) return 'twilight glow from blue to orange';
  const allBlue = blue.every((b) => b < BLUE) && Math.max(...lightness) < LIGHTEST;
  return photographed && allBlue && hasLamps(grid) ? 'blue-hour light' : undefined;
}

function hasLamps({ lightness, b }: LabGrid): boolean {
  const warm = lightness.filter((value, cell) => value > LAMP_LIGHTNESS && (b[cell] ?? 0) > 0.03);
  const share = warm.length / lightness.length;
  return share > LAMP_MIN_SHARE && share < LAMP_MAX_SHARE;
}
