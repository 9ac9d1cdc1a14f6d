import type { Box } from '../../box.ts';
import type { Pixels } from '../detect/picture.ts';
import type { Bar } from './components.ts';
import { openLineFinder } from './find-lines.ts';
import { type Line, openLineReader } from './read-line.ts';

/** Two thirds of all photographs show no writing, and this look finds that out at a sixth of the cost. */
const GLANCE_SIDE = 480;
const READING_SIDE = 960;
/** A page has more; these are its largest. */
const MOST_LINES = 12;
/** Nearly every line that is read so surely is really there. */
const MIN_SCORE = 0.9;
/** The reader knows thousands of these, and sees them where there are none. */
const MIN_HAN_SCORE = 0.95;
const MIN_LETTERS = 2;
/** What is shorter is mostly a piece of something else. */
const SHORT = 3;
const MIN_SHORT_SCORE = 0.97;

/** A line that is sure enough; its box in parts of the picture. */
export type Words = Line & { readonly box: Box };

/** Reads what is written in a picture, from top to bottom; the reader itself is loaded when there is something. */
export async function openWordReader(
  folder: string,
): Promise<(picture: Pixels) => Promise<Words[]>> {
  const findLines = await openLineFinder(folder);
  let reader: ReturnType<typeof openLineReader> | undefined;
  return async function readWords(picture) {
    if ((await findLines(picture, GLANCE_SIDE)).length === 0) return [];
    const bars = largest(await findLines(picture, READING_SIDE));
    if (bars.length === 0) return [];
    reader ??= openLineReader(folder);
    const readLine = await reader;
    const words: Words[] = [];
    for (const bar of bars) {
      const line = await readLine(picture, bar);
      if (isSure(line)) words.push({ ...line, box: boxOf(bar, picture) });
    }
    return inReadingOrder(words);
  };
}

function largest(bars: readonly Bar[]): Bar[] {
  const areaOf = ({ length, height }: Bar) => length * height;
  return [...bars].sort((one, other) => areaOf(other) - areaOf(one)).slice(0, MOST_LINES);
}

/** Whether a line is one: it says something, and surely. */
export function isSure({ text, score }: Line): boolean {
  const letters = text.match(/[\p{L}\p{N}]/gu) ?? [];
  if (letters.length < MIN_LETTERS) return false;
  if (letters.length < SHORT && score < MIN_SHORT_SCORE) return false;
  return score >= (/\p{Script=Han}/u.test(text) ? MIN_HAN_SCORE : MIN_SCORE);
}

function boxOf({ x, y, length, height, angle }: Bar, picture: Pixels): Box {
  const [cos, sin] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))];
  const [w, h] = [length * cos + height * sin, length * sin + height * cos];
  return {
    x: (x - w / 2) / picture.width,
    y: (y - h / 2) / picture.height,
    w: w / picture.width,
    h: h / picture.height,
  };
}

/** From top to bottom, and from left to right in a row. */
export function inReadingOrder(words: readonly Words[]): Words[] {
  const rows: Words[][] = [];
  const middle = ({ box }: Words) => box.y + box.h / 2;
  for (const word of [...words].sort((one, other) => middle(one) - middle(other))) {
    const row = rows.at(-1);
    const [first] = row ?? [];
    const isSame = first && Math.abs(middle(word) - middle(first)) < first.box.h / 2;
    if (row && isSame) row.push(word);
    else rows.push([word]);
  }
  return rows.flatMap((row) => row.sort((one, other) => one.box.x - other.box.x));
}
