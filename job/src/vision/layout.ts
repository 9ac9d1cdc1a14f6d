import { areaOf, type Box, type Size, unionOf } from './box.ts';

/** Something that was found in the picture, and where. */
export type Found = { readonly name: string; readonly box: Box };

/** Of a person's height in the picture's: a head and shoulders, a body, somebody far away. */
const CLOSE_UP_HEIGHT = 0.9;
const CLOSE_UP_AREA = 0.45;
const MEDIUM_HEIGHT = 0.5;
const WIDE_HEIGHT = 0.3;
/** Of a thing's area in the picture's: it fills the picture. */
const FILLING_AREA = 0.55;
/** Of equal importance is what is at least so large as the largest. */
const COMPARABLE = 0.5;
/** Passers-by: people beside something so many times larger are not the subject. */
const MUCH_LARGER = 4;
/** Of the picture's area: a smaller thing may not be what the picture is about. */
const SUBJECT_AREA = 0.12;
/** A subject wider than this is nowhere in particular. */
const WIDE_SUBJECT = 0.6;
/** Thirds, less a little: where the middle of the subject must lie to be on a side, or in the centre. */
const SIDE = 0.36;
const CENTRE = 0.06;
/** The foreground: low, wide and reaching the lower edge. */
const FOREGROUND_TOP = 0.6;
const FOREGROUND_BOTTOM = 0.95;
const FOREGROUND_WIDTH = 0.4;

/**
 * What the boxes tell of the framing, in a photographer's words; what is not clear is left unsaid.
 * People are the subject unless they are lost beside something else.
 */
export function describeLayout(
  people: readonly Box[],
  things: readonly Found[],
  size: Size,
): string[] {
  const persons = findSubject(people);
  const thing = findSubject(things.map(({ box }) => box));
  const isPerson =
    persons && areaOf(thing?.largest ?? NOTHING) <= MUCH_LARGER * areaOf(persons.largest);
  const subject = isPerson ? persons : thing;
  if (!subject) return [];
  const share = areaOf(subject.largest) / (size.width * size.height);
  const shot = isPerson ? personShot(subject.largest, size) : thingShot(subject, share);
  const place = isPerson || share >= SUBJECT_AREA ? findPlace(subject.whole, size) : undefined;
  const near = things.find(({ box }) => !subject.boxes.includes(box) && isInForeground(box, size));
  return [shot, place, near && `${near.name} in the foreground`].filter(
    (phrase) => phrase !== undefined,
  );
}

const NOTHING: Box = { x: 0, y: 0, w: 0, h: 0 };

type Subject = { readonly boxes: readonly Box[]; readonly largest: Box; readonly whole: Box };

/** The largest, with those that are nearly as large: two people side by side are one subject. */
function findSubject(boxes: readonly Box[]): Subject | undefined {
  const [largest, ...others] = [...boxes].sort((one, other) => areaOf(other) - areaOf(one));
  if (!largest) return undefined;
  const peers = others.filter((box) => areaOf(box) >= COMPARABLE * areaOf(largest));
  return { boxes: [largest, ...peers], largest, whole: unionOf([largest, ...peers]) };
}

function personShot(person: Box, { width, height }: Size): string | undefined {
  const tall = person.h / height;
  const share = areaOf(person) / (width * height);
  if (tall >= CLOSE_UP_HEIGHT && share >= CLOSE_UP_AREA) return 'close-up';
  if (tall <= WIDE_HEIGHT) return 'wide shot';
  return tall >= MEDIUM_HEIGHT ? 'medium shot' : undefined;
}

function thingShot({ boxes }: Subject, share: number): string | undefined {
  return boxes.length === 1 && share >= FILLING_AREA ? 'close-up' : undefined;
}

function findPlace(subject: Box, { width }: Size): string | undefined {
  if (subject.w / width > WIDE_SUBJECT) return undefined;
  const middle = (subject.x + subject.w / 2) / width;
  if (middle <= SIDE) return 'subject on the left';
  if (middle >= 1 - SIDE) return 'subject on the right';
  return Math.abs(middle - 0.5) <= CENTRE ? 'subject in the centre' : undefined;
}

function isInForeground({ y, w, h }: Box, { width, height }: Size): boolean {
  return (
    y >= FOREGROUND_TOP * height &&
    y + h >= FOREGROUND_BOTTOM * height &&
    w >= FOREGROUND_WIDTH * width
  );
}
