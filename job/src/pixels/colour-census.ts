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

type Sums = { cells: number; red: number; green: number; blue: number };

/** Every name that a picture's cells go by. A name's share moves no faster than its cells do. */
export function takeCensus({ rgb }: Grid): NamedColour[] {
  const sums = COLOUR_NAMES.map((name) => ({ name, cells: 0, red: 0, green: 0, blue: 0 }));
  for (let at = 0; at < rgb.length; at += 3) {
    const red = rgb[at] ?? 0;
    const green = rgb[at + 1] ?? 0;
    const blue = rgb[at + 2] ?? 0;
    const sum = sums[nameShade(red, green, blue)];
    if (!sum) continue;
    sum.cells += 1;
    sum.red += red;
    sum.green += green;
    sum.blue += blue;
  }
  const total = rgb.length / 3;
  return sums
    .filter(({ cells }) => cells > 0)
    .map((sum) => ({ name: sum.name, share: sum.cells / total, ...meanOf(sum) }));
}

function meanOf({ cells, red, green, blue }: Sums): Pick<NamedColour, 'hex' | 'colour'> {
  const mean = [red / cells, green / cells, blue / cells] as const;
  return { hex: toHex(...mean), colour: toOklab(...mean) };
}
