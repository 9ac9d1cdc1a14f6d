import { areaOf, type Box, overlapOf } from '../../box.ts';
import { type Detection, intersectionOverUnion } from '../detect/detection.ts';
import type { TwoLooks } from '../detect/nanodet.ts';
import type { Claim } from './find-claims.ts';

/** From here on a candidate that nobody else confirms may still be somebody. */
const MIN_STRAY = 0.38;
/** A stray is somebody else: it shares less than this with anybody known, and is not within them. */
const OTHER_PERSON = 0.3;
const WITHIN = 0.7;
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
export function humanFaces(faces: readonly Detection[], people: readonly Box[]): Detection[] {
  return faces.filter(({ box }) => {
    const [x, y] = [box.x + box.w / 2, box.y + box.h / 2];
    return people.some(
      (one) => x >= one.x && x <= one.x + one.w && y >= one.y && y <= one.y + one.h,
    );
  });
}

/** Candidates that may be people beside those that are known. */
export function findStrays({ plain, mirrored }: TwoLooks, people: readonly Box[]): Detection[] {
  return [...plain, ...mirrored].filter(
    ({ name, score, box }) =>
      name === 'person' &&
      score >= MIN_STRAY &&
      people.every(
        (known) =>
          intersectionOverUnion(known, box) <= OTHER_PERSON &&
          (areaOf(known) < areaOf(box) || overlapOf(known, box) <= WITHIN),
      ),
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
  const exactly = strays.length > 0 ? undefined : agreedCount(seen, faces.length);
  if (exactly !== undefined) return { words: NUMBERS[exactly] ?? '', exactly };
  const [largest = 0, next = 0] = people
    .map(({ box }) => areaOf(box))
    .sort((one, other) => other - one);
  const most = Math.max(seen, faces.length);
  if (seen > 1 && largest >= MUCH_LARGER * next) {
    return { words: 'a person', othersBehind: true };
  }
  if (most >= GROUP) return { words: 'a group of people' };
  return { words: most >= 2 ? 'several people' : 'a person' };
}

function agreedCount(seen: number, faces: number): number | undefined {
  if (seen === 1 && faces <= 1) return 1;
  const isAgreed = faces === seen || faces === seen + 1;
  return isAgreed && faces <= MOST_COUNTED ? faces : undefined;
}
