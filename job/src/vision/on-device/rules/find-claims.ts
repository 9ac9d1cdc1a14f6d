import type { Box } from '../../box.ts';
import { type Detection, intersectionOverUnion } from '../detect/detection.ts';
import { isWeakNoun } from './strong-nouns.ts';

/** Both looks see it in the same place. */
const SAME_PLACE = 0.4;
/** Of both scores: 98 of 100 such nouns were true. */
const MIN_SUM = 1;
/** Of each score, where a name is often given in error. */
const MIN_WEAK = 0.6;
/** The same of what is no photograph: of 110 drawn things 8 were called by another name below it. */
const MIN_DRAWN = 0.6;
const MIN_WEAK_DRAWN = 0.85;
/** Two looks at one thing differ by less than it takes to come from here to the sum. */
const MIN_FIRST = 0.4;
/** One thing has one name: of two in one place the surer counts. */
const SAME_THING = 0.7;

/** What was found in a picture, and in the same picture seen in a mirror. */
export type TwoLooks = {
  readonly plain: readonly Detection[];
  readonly mirrored: readonly Detection[];
};

/** What is said to be there, why, and how sure that is; boxes as those of a {@link Detection}. */
export type Claim = Detection & { readonly rule: string };

type Pair = { readonly one: Detection; readonly other: Detection; readonly sum: number };

/** Whether the first look saw anything that the second could confirm: it costs as much as all else. */
export function isWorthAnotherLook(plain: readonly Detection[], photographed: boolean): boolean {
  return plain.some(
    ({ name, score }) => score >= Math.max(MIN_FIRST, leastScore(name, photographed)),
  );
}

/** What both looks at a picture agree on, the surest first: one look alone is wrong one time in ten. */
export function findClaims({ plain, mirrored }: TwoLooks, photographed: boolean): Claim[] {
  const pairs = plain
    .flatMap((one) => mirrored.map((other): Pair => ({ one, other, sum: one.score + other.score })))
    .filter((pair) => isAgreement(pair, photographed))
    .sort((first, second) => second.sum - first.sum);
  const used = new Set<Detection>();
  const claims: Claim[] = [];
  for (const { one, other, sum } of pairs) {
    if (used.has(one) || used.has(other)) continue;
    used.add(one).add(other);
    const box = between(one.box, other.box);
    if (claims.some((claim) => isSameThing(claim, one.name, box))) continue;
    claims.push({ name: one.name, score: sum / 2, box, rule: 'seen-twice' });
  }
  return claims;
}

function isAgreement({ one, other, sum }: Pair, photographed: boolean): boolean {
  if (one.name !== other.name || sum < MIN_SUM) return false;
  if (Math.min(one.score, other.score) < leastScore(one.name, photographed)) return false;
  return intersectionOverUnion(one.box, other.box) >= SAME_PLACE;
}

function leastScore(name: string, photographed: boolean): number {
  if (isWeakNoun(name)) return photographed ? MIN_WEAK : MIN_WEAK_DRAWN;
  return photographed ? 0 : MIN_DRAWN;
}

function isSameThing(claim: Claim, name: string, box: Box): boolean {
  return claim.name !== name && intersectionOverUnion(claim.box, box) >= SAME_THING;
}

function between(one: Box, other: Box): Box {
  const mean = (side: keyof Box) => (one[side] + other[side]) / 2;
  return { x: mean('x'), y: mean('y'), w: mean('w'), h: mean('h') };
}
