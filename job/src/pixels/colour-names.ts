import { SURVEY } from './colour-survey.ts';
import { chroma, fromHex, nameDistance, type Oklab, toOklab } from './oklab.ts';

export type ColourName = keyof typeof SURVEY;

export const COLOUR_NAMES = Object.keys(SURVEY) as ColourName[];

const ANCHORS = COLOUR_NAMES.flatMap((name, index) =>
  Object.values(SURVEY[name]).map((hex) => ({ index, colour: fromHex(hex) })),
);

/** A colour with less chroma has no hue to name. */
const NEUTRAL_CHROMA = 0.012;
const NEUTRALS = ANCHORS.filter(({ colour }) => chroma(colour) < NEUTRAL_CHROMA);

/** Four levels of RGB are named together: finer than any name's border is sharp. */
const SHADE_BITS = 2;
const SHADE_STEP = 2 ** SHADE_BITS;
const SHADES = 256 / SHADE_STEP;
/** Index of each shade's name plus one; zero until it is first asked for. */
const named = new Uint8Array(SHADES ** 3);

/** The index in COLOUR_NAMES of what people call a colour. */
export function nameShade(red: number, green: number, blue: number): number {
  const key = (stepOf(red) * SHADES + stepOf(green)) * SHADES + stepOf(blue);
  const known = named[key] ?? 0;
  return known > 0 ? known - 1 : nameUnknown(red, green, blue, key);
}

function nameUnknown(red: number, green: number, blue: number, key: number): number {
  const middle = (level: number) => (stepOf(level) + 0.5) * SHADE_STEP - 0.5;
  const index = findNearest(toOklab(middle(red), middle(green), middle(blue)));
  named[key] = index + 1;
  return index;
}

function stepOf(level: number): number {
  return level >> SHADE_BITS;
}

function findNearest(colour: Oklab): number {
  let nearest = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const anchor of chroma(colour) < NEUTRAL_CHROMA ? NEUTRALS : ANCHORS) {
    const distance = nameDistance(anchor.colour, colour);
    if (distance >= least) continue;
    least = distance;
    nearest = anchor.index;
  }
  return nearest;
}
