import { COLOUR_NAMES, type ColourName, nameShade } from './colour-names.ts';
import type { Grid } from './grid.ts';
import { type Oklab, toHex, toOklab } from './oklab.ts';

/** What of a picture goes by one name. */
export type NamedColour = {
  readonly name: ColourName;
  /** The mean of its cells. */
  readonly hex: string;
  readonly colour: Oklab;
  /** Part of all cells, 0 to 1. */
  readonly share: number;
};

/** How many cells go by a name, and the sums of their red, green and blue: so many numbers a name. */
const SUMS = 4;

/** Every name that a picture's cells go by. A name's share moves no faster than its cells do. */
export function takeCensus({ rgb }: Grid): NamedColour[] {
  const sums = new Float64Array(SUMS * COLOUR_NAMES.length);
  for (let at = 0; at < rgb.length; at += 3) {
    const red = rgb[at] ?? 0;
    const green = rgb[at + 1] ?? 0;
    const blue = rgb[at + 2] ?? 0;
    const sum = SUMS * nameShade(red, green, blue);
    sums[sum] = (sums[sum] ?? 0) + 1;
    sums[sum + 1] = (sums[sum + 1] ?? 0) + red;
    sums[sum + 2] = (sums[sum + 2] ?? 0) + green;
    sums[sum + 3] = (sums[sum + 3] ?? 0) + blue;
  }
  const total = rgb.length / 3;
  return COLOUR_NAMES.flatMap((name, index) => {
    const [cells = 0, ...levels] = sums.subarray(SUMS * index, SUMS * (index + 1));
    if (cells === 0) return [];
    const [red = 0, green = 0, blue = 0] = levels.map((level) => level / cells);
    const [hex, colour] = [toHex(red, green, blue), toOklab(red, green, blue)];
    return [{ name, share: cells / total, hex, colour }];
  });
}
