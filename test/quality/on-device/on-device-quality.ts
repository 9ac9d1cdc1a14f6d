import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { faultsOf, modelsFolder } from '@blobscribe/core/models/models-folder';
import { inspect } from '../../../job/src/decode/inspect.ts';
import { sniffMediaType } from '../../../job/src/decode/sniff.ts';
import { isPhotograph } from '../../../job/src/pixels/medium.ts';
import { openPicture } from '../../../job/src/vision/on-device/detect/picture.ts';
import { openEyes } from '../../../job/src/vision/on-device/look-at.ts';
import { openWordReader, type Words } from '../../../job/src/vision/on-device/read/read-words.ts';
import type { Evidence } from '../../../job/src/vision/vision.ts';
import { drawStopSign } from '../../support/drawn.ts';
import { drawThings } from './drawn-pictures.ts';
import { findPictures } from './find-pictures.ts';
import { isLineThere } from './line-is-there.ts';
import { SEEN_BY_EYE, type SeenByEye } from './seen-by-eye.ts';

export type OnDeviceReport = { readonly lines: readonly string[]; readonly met: boolean };

type Said = { readonly evidence: Evidence; readonly words: readonly Words[] };
/** How much of what was said is true. */
type Tally = {
  readonly what: string;
  readonly least: number;
  said: number;
  readonly wrong: string[];
};

/** What models on this machine say of pictures that people have looked at; nothing without the models. */
export async function checkOnDevice(environment: NodeJS.ProcessEnv): Promise<OnDeviceReport> {
  const folder = modelsFolder(environment);
  const [fault] = await faultsOf(folder);
  if (fault !== undefined) {
    const must = Boolean(environment.CI_MODELS);
    return {
      lines: [`on-device eyes: ${must ? 'MISSING' : 'skipped'}, ${fault}; npm run models`],
      met: !must,
    };
  }
  const say = await openSpeaker(folder);
  const photographs = await checkPhotographs(say, environment);
  const drawings = await checkDrawings(say);
  return {
    lines: [...photographs.lines, ...drawings.lines],
    met: photographs.met && drawings.met,
  };
}

async function openSpeaker(folder: string): Promise<(file: Buffer) => Promise<Said>> {
  const lookAt = await openEyes(folder);
  const readWords = await openWordReader(folder);
  return async (file) => {
    const { jpeg, pixels } = await inspect(file, { mediaType: sniffMediaType(file), jpeg: true });
    if (!jpeg) throw new Error('no picture was made');
    const photographed = isPhotograph(pixels.medium.value);
    const { evidence } = await lookAt(jpeg, { text: false, photographed });
    return { evidence, words: await readWords(await openPicture(jpeg)) };
  };
}

async function checkPhotographs(
  say: (file: Buffer) => Promise<Said>,
  environment: NodeJS.ProcessEnv,
): Promise<OnDeviceReport> {
  const folders = findPictures(environment);
  const nouns: Tally = { what: 'nouns', least: 0.97, said: 0, wrong: [] };
  const counts: Tally = { what: 'counts', least: 0.95, said: 0, wrong: [] };
  const lines: Tally = { what: 'lines of text', least: 0.97, said: 0, wrong: [] };
  let [pictures, present, found] = [0, 0, 0];
  for (const truth of SEEN_BY_EYE) {
    const root = folders[truth.set];
    const path = join(root ?? '', truth.file);
    // Another version of a package may lack one.
    if (root === undefined || !existsSync(path)) continue;
    const said = await say(await readFile(path));
    pictures += 1;
    const names = namesOf(said.evidence);
    present += truth.nouns.length;
    found += truth.nouns.filter((noun) => names.includes(noun)).length;
    judgeNouns(nouns, truth, names);
    judgeCount(counts, truth, said.evidence);
    judgeLines(lines, truth, said.words);
  }
  const tallies = [nouns, counts, lines];
  return {
    lines: [
      `on-device eyes, ${pictures} photographs and pages (${Object.keys(folders).join(', ')}):`,
      ...tallies.flatMap(toLines),
      `  of ${present} things that people see there, ${found} are named`,
    ],
    met: tallies.every(isTallyMet),
  };
}

/** COCO's names, each once. */
function namesOf({ claims }: Evidence): string[] {
  const seen = (claims?.value ?? []).filter(({ rule }) => rule === 'seen-twice');
  return [...new Set(seen.map(({ name }) => name))];
}

function judgeNouns(tally: Tally, { file, nouns }: SeenByEye, names: readonly string[]): void {
  tally.said += names.length;
  const wrong = names.filter((name) => !nouns.includes(name));
  tally.wrong.push(...wrong.map((name) => `${file}: ${name}`));
}

const NUMBERS = ['two', 'three', 'four', 'five', 'six'];

function judgeCount(
  tally: Tally,
  { file, people = [0, 0] }: SeenByEye,
  { subject }: Evidence,
): void {
  const words = /(a person|\w+ people|a group of people)\b/.exec(subject?.value ?? '')?.[1];
  if (words === undefined) return;
  const [least, most] = people;
  const number = NUMBERS.indexOf(words.split(' ')[0] ?? '') + 2;
  const isTrue = number >= 2 ? number >= least && number <= most : most >= leastOf(words);
  tally.said += 1;
  if (!isTrue) tally.wrong.push(`${file}: ${words}`);
}

/** How many there are at least where no number is said. */
function leastOf(words: string): number {
  if (words === 'a person') return 1;
  return words === 'several people' ? 2 : 4;
}

function judgeLines(tally: Tally, { file, text = '' }: SeenByEye, words: readonly Words[]): void {
  tally.said += words.length;
  const wrong = words.filter((line) => !isLineThere(line.text, text));
  tally.wrong.push(...wrong.map((line) => `${file}: “${line.text}” (${line.score.toFixed(3)})`));
}

async function checkDrawings(say: (file: Buffer) => Promise<Said>): Promise<OnDeviceReport> {
  const nouns: Tally = { what: 'nouns', least: 1, said: 0, wrong: [] };
  const drawings = await drawThings();
  for (const { name, nouns: shown, jpeg } of drawings) {
    const { evidence } = await say(jpeg);
    judgeNouns(nouns, { set: 'face-api', file: name, nouns: shown }, namesOf(evidence));
  }
  const stop = await say(await drawStopSign());
  const seen = `${stop.evidence.subject?.value ?? 'nothing'}, “${stop.words.map(({ text }) => text).join(' ')}”`;
  const isStop = /\bstop sign\b/.test(seen) && /“STOP”/.test(seen);
  return {
    lines: [
      `on-device eyes, ${drawings.length} drawings:`,
      ...toLines(nouns),
      `  the drawn stop sign: ${seen}${isStop ? '' : '  NOT as it should be'}`,
    ],
    met: isTallyMet(nouns) && isStop,
  };
}

function isTallyMet({ said, wrong, least }: Tally): boolean {
  return said === 0 || (said - wrong.length) / said >= least;
}

function toLines(tally: Tally): string[] {
  const { what, said, wrong, least } = tally;
  const right = said === 0 ? '' : `, ${((100 * (said - wrong.length)) / said).toFixed(1)} % true`;
  const met = isTallyMet(tally) ? 'met' : 'MISSED';
  return [
    `  ${what}: ${said} said${right} (at least ${100 * least} %: ${met})`,
    ...wrong.map((one) => `    wrong: ${one}`),
  ];
}
