import type { LabGrid } from './grid.ts';
import { percentile } from './statistics.ts';

/** A row with less ink than this is the gap between two lines. */
const GAP_INK = 0.01;
/** Lines of text, and how high one may be in parts of the page. */
const MIN_LINES = 6;
const MAX_LINE_HEIGHT = 0.09;
const INK_LIGHTNESS = 0.86;

/** Whether the ink lies in many low rows with gaps between, as written lines do and drawings do not. */
export function hasTextRows({ lightness, width, height }: LabGrid): boolean {
  const lines: number[] = [];
  let run = 0;
  for (let y = 0; y <= height; y++) {
    const row = lightness.subarray(y * width, (y + 1) * width);
    const inked = row.filter((value) => value < INK_LIGHTNESS).length > GAP_INK * width;
    if (inked) run += 1;
    else if (run > 0) {
      lines.push(run);
      run = 0;
    }
  }
  if (lines.length < MIN_LINES) return false;
  return percentile(Float32Array.from(lines).sort(), 0.8) <= MAX_LINE_HEIGHT * height;
}
