import { areaOf, type Box, type Size, unionOf } from './box.ts';

/** Something that was found in the picture, and where. */
export type Found = { readonly name: string; readonly box: Box };

/** Of a person's height in the picture's: a head and shoulders, a body, somebody far away. */
const CLOSE_UP_HEIGHT = 0.9;
const CLOSE_UP_AREA = 0.45;
const MEDIUM_HEIGHT = 0.5;
const WIDE_HEIGHT = 0.3;
/** Of a thing's area in the picture's: it fills the picture, or is lost in it. */
const FILLING_AREA = 0.55;
const LOST_AREA = 0.04;
/** Of equal importance is what is at least so large as the largest. */
const COMPARABLE = 0.5;
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
 * People are the subject if there are any.
 */
export function describeLayout(
  people: readonly Box[],
  things: readonly Found[],
  size: Size,
): string[] {
  const subject = findSubject(people.length > 0 ? people : things.map(({ box }) => box));
  if (!subject) return [];
  const shot = people.length > 0 ? personShot(subject.largest, size) : thingShot(subject, size);
  const place = findPlace(subject.whole, size);
  const near = things.find(({ box }) => !subject.boxes.includes(box) && isInForeground(box, size));
  return [shot, place, near && `${near.name} in the foreground`].filter(
    (phrase) => phrase !== undefined,
  );
}

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

function thingShot({ boxes, largest }: Subject, { width, height }: Size): string | undefined {
  const share = areaOf(largest) / (width * height);
  if (boxes.length === 1 && share >= FILLING_AREA) return 'close-up';
  return share <= LOST_AREA ? 'wide shot' : undefined;
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
