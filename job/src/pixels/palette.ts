import type { Colour } from '@blobscribe/core/scene';
import { type NamedColour, takeCensus } from './colour-census.ts';
import type { Grid } from './grid.ts';
import { chroma, hue, type Oklab } from './oklab.ts';
import { distanceFrom, findProminent, largestBy, orderByContrast } from './prominent-colours.ts';

const MAX_COLOURS = 4;
/** What a picture is "in": the prominence of a grey that covers 1/18 of it, or of less of a vivid colour. */
const MIN_PROMINENCE = 0.0165;
/** A vivid spot in another hue than all the rest, or much darker or lighter, is seen even when it is small. */
const MIN_ACCENT_SHARE = 0.006;
const MAX_ACCENT_SHARE = 0.05;
const MIN_ACCENT_CHROMA = 0.1;
const MIN_ACCENT_HUE_APART = 50;
const MIN_ACCENT_LIGHTNESS_APART = 0.5;
/** Below this chroma a colour reads as a grey. */
const NEUTRAL_CHROMA = 0.035;

/** The named colours of a picture, the most telling first; an accent stands last. */
export function findPalette(grid: Grid): Colour[] {
  const census = takeCensus(grid);
  const prominent = findProminent(census, MAX_COLOURS);
  const main = prominent.filter(
    ({ prominence }, index) => index === 0 || prominence >= MIN_PROMINENCE,
  );
  const accent = findAccent(census, main);
  const ordered = orderByContrast(main);
  const chosen = accent ? [...ordered, accent] : ordered;
  return chosen.map(({ name, hex, share }) => ({ name, hex, share: Number(share.toFixed(3)) }));
}

/** A vivid spot before a stark one; of several the most vivid, or the starkest. */
function findAccent(
  census: readonly NamedColour[],
  main: readonly NamedColour[],
): NamedColour | undefined {
  const small = census.filter(
    ({ share }) => share >= MIN_ACCENT_SHARE && share <= MAX_ACCENT_SHARE,
  );
  const vivid = small.filter(({ colour }) => isVivid(colour, main));
  if (vivid.length > 0) return largestBy(vivid, ({ colour }) => chroma(colour));
  const stark = small.filter(({ colour }) => isStark(colour, main));
  return largestBy(stark, ({ colour }) => distanceFrom(colour, main));
}

function isVivid(candidate: Oklab, main: readonly NamedColour[]): boolean {
  if (chroma(candidate) < MIN_ACCENT_CHROMA) return false;
  return main.every(
    ({ colour }) =>
      chroma(colour) < NEUTRAL_CHROMA ||
      hueDistance(hue(colour), hue(candidate)) >= MIN_ACCENT_HUE_APART,
  );
}

function isStark(candidate: Oklab, main: readonly NamedColour[]): boolean {
  return main.every(
    ({ colour }) => Math.abs(colour.lightness - candidate.lightness) >= MIN_ACCENT_LIGHTNESS_APART,
  );
}

function hueDistance(one: number, other: number): number {
  const apart = Math.abs(one - other);
  return Math.min(apart, 360 - apart);
}
