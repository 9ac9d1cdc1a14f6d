import { areaOf, type Box, overlapOf } from '../../box.ts';
import { type Detection, intersectionOverUnion, strongest } from '../detect/detection.ts';
import type { Claim, TwoLooks } from './find-claims.ts';

/** From here on a candidate of one look alone may still be somebody. */
const MIN_STRAY = 0.38;
/** A stray is somebody else: it shares less than this with anybody known, more if both looks saw it. */
const OTHER_PERSON = 0.3;
const OTHER_PERSON_SEEN_TWICE = 0.5;
const SAME_PERSON = 0.4;
/** So much of it within a known person, and it is a part of them. */
const WITHIN = 0.7;
/** Whoever shows no face is believed only from here on. */
const MIN_FACELESS = 0.55;
/** Beyond this nobody counts at a glance. */
const MOST_COUNTED = 6;
const GROUP = 5;
/** So much larger than the next: the others are behind. */
const MUCH_LARGER = 3;

const NUMBERS = [
  '',
  'a person',
  'two people',
  'three people',
  'four people',
  'five people',
  'six people',
];

export type People = {
  /** "two people", "several people". */
  readonly words: string;
  /** Where the words say a number. */
  readonly exactly?: number;
  /** The others are behind the largest one. */
  readonly othersBehind?: true;
};

/** The faces that belong to people: those of a cat do not. */
export function humanFaces(faces: readonly Detection[], looks: TwoLooks): Detection[] {
  const people = candidates(looks);
  return faces.filter((face) => people.some(({ box }) => isIn(face, box)));
}

/** Those who are surely people: jackets on hangers are not. */
export function believable(people: readonly Claim[], faces: readonly Detection[]): Claim[] {
  return people.filter(
    ({ score, box }) => score >= MIN_FACELESS || faces.some((face) => isIn(face, box)),
  );
}

/** Candidates that may be people beside those that are known, each once. */
export function findStrays({ plain, mirrored }: TwoLooks, people: readonly Box[]): Detection[] {
  const strays = [
    ...candidates({ plain, mirrored: [] }).map((one) => ({ one, others: mirrored })),
    ...candidates({ plain: [], mirrored }).map((one) => ({ one, others: plain })),
  ].filter(({ one, others }) => {
    const isSeenTwice = others.some(
      ({ name, box }) => name === one.name && intersectionOverUnion(box, one.box) >= SAME_PERSON,
    );
    if (!isSeenTwice && one.score < MIN_STRAY) return false;
    const most = isSeenTwice ? OTHER_PERSON_SEEN_TWICE : OTHER_PERSON;
    return people.every((known) => isSomebodyElse(one.box, known, most));
  });
  return strongest(
    strays.map(({ one }) => one),
    SAME_PERSON,
  );
}

/** How many people there are, as a number only where people, faces and candidates all agree on it. */
export function countPeople(
  people: readonly Claim[],
  faces: readonly Detection[],
  strays: readonly Detection[],
): People | undefined {
  const seen = people.length;
  if (seen === 0) return undefined;
  const exactly = agreedCount(seen, faces.length, strays.length);
  if (exactly !== undefined) return { words: NUMBERS[exactly] ?? '', exactly };
  const [largest = 0, next = 0] = people
    .map(({ box }) => areaOf(box))
    .sort((one, other) => other - one);
  if (seen > 1 && largest >= MUCH_LARGER * next) return { words: 'a person', othersBehind: true };
  const most = Math.max(seen, faces.length);
  if (most >= GROUP) return { words: 'a group of people' };
  return { words: most >= 2 ? 'several people' : 'a person' };
}

function agreedCount(seen: number, faces: number, strays: number): number | undefined {
  if (faces > MOST_COUNTED) return undefined;
  // Somebody who is not sure enough, and whose face is.
  if (strays > 0) return faces === seen + strays ? faces : undefined;
  if (seen === 1 && faces <= 1) return 1;
  return faces === seen || faces === seen + 1 ? faces : undefined;
}

function candidates({ plain, mirrored }: TwoLooks): Detection[] {
  return [...plain, ...mirrored].filter(({ name }) => name === 'person');
}

function isIn({ box }: Detection, outer: Box): boolean {
  const [x, y] = [box.x + box.w / 2, box.y + box.h / 2];
  return x >= outer.x && x <= outer.x + outer.w && y >= outer.y && y <= outer.y + outer.h;
}

function isSomebodyElse(box: Box, known: Box, most: number): boolean {
  if (intersectionOverUnion(known, box) > most) return false;
  return areaOf(known) < areaOf(box) || overlapOf(known, box) <= WITHIN;
}
