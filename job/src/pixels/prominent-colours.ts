import type { NamedColour } from './colour-census.ts';
import { chroma, nameDistance, type Oklab } from './oklab.ts';

/** Distance at which two colours are hardly one any more, though they may lie across a name's border. */
const KINSHIP = 0.1;
/** Distance from which on two colours are simply two. */
const UNLIKE = 0.12;
/** A grey area weighs this; chroma adds to it, for a vivid colour is named before a grey of the same area. */
const GREY_WEIGHT = 0.3;
const CHROMA_WEIGHT = 26;

export type ProminentColour = NamedColour & { readonly prominence: number };

type Rest = { readonly own: NamedColour; share: number; weight: number };

/**
 * The colours that stand for a picture, at most so many, the most telling first. Each takes with it
 * what is like it, in proportion: shades of one thing are said once, by the name in their middle.
 */
export function findProminent(census: readonly NamedColour[], most: number): ProminentColour[] {
  const rest = census.map(
    (own): Rest => ({ own, share: own.share, weight: own.share * weightOf(own.colour) }),
  );
  const kinship = census.map((one) => census.map((other) => kinshipOf(one.colour, other.colour)));
  const found: ProminentColour[] = [];
  const left = new Set(census.keys());
  while (found.length < most && left.size > 0) {
    const ranked = [...left].map((index) => ({ index, prominence: measure(rest, kinship, index) }));
    const best = ranked.reduce((one, other) => (other.prominence > one.prominence ? other : one));
    left.delete(best.index);
    const own = census[best.index];
    if (!own) break;
    const share = takeKin(rest, kinship[best.index] ?? []);
    found.push({ ...own, share, prominence: best.prominence });
  }
  return found;
}

/**
 * The first as it is, then the one that is large and unlike it, then the one that is most unlike both:
 * three colours are what most people name, and three shades of one thing tell less than two and another.
 */
export function orderByContrast(found: readonly ProminentColour[]): ProminentColour[] {
  const [first, ...others] = found;
  if (!first) return [];
  const second = largestBy(
    others,
    ({ prominence, colour }) => prominence * unlikeness(colour, first.colour),
  );
  if (!second) return [first];
  const left = others.filter((other) => other !== second);
  const third = largestBy(left, ({ colour }) => distanceFrom(colour, [first, second]));
  if (!third) return [first, second];
  return [first, second, third, ...left.filter((other) => other !== third)];
}

/** 0 for the same colour, 1 for all that is another. */
function unlikeness(one: Oklab, other: Oklab): number {
  return Math.min(1, Math.sqrt(nameDistance(one, other)) / UNLIKE);
}

/** How far a colour is from the nearest of the others. */
export function distanceFrom(colour: Oklab, others: readonly NamedColour[]): number {
  return Math.min(...others.map((other) => nameDistance(other.colour, colour)));
}

export function largestBy<Item>(
  items: readonly Item[],
  measure: (item: Item) => number,
): Item | undefined {
  return [...items].sort((one, other) => measure(other) - measure(one))[0];
}

/** Large in itself and among its kin: the mean of both, so that no mere in-between of others leads. */
function measure(
  rest: readonly Rest[],
  kinship: readonly (readonly number[])[],
  index: number,
): number {
  const near = kinship[index] ?? [];
  let kin = 0;
  for (let at = 0; at < near.length; at++) kin += (rest[at]?.weight ?? 0) * (near[at] ?? 0);
  return Math.sqrt(kin * (rest[index]?.weight ?? 0));
}

/** Leaves to the others what is not like this one, and returns the share of what is. */
function takeKin(rest: readonly Rest[], kinship: readonly number[]): number {
  let taken = 0;
  rest.forEach((other, index) => {
    const part = kinship[index] ?? 0;
    taken += other.share * part;
    other.share *= 1 - part;
    other.weight *= 1 - part;
  });
  return taken;
}

function weightOf(colour: Oklab): number {
  return GREY_WEIGHT + CHROMA_WEIGHT * chroma(colour) ** 2;
}

function kinshipOf(one: Oklab, other: Oklab): number {
  return Math.exp(-nameDistance(one, other) / KINSHIP ** 2);
}
