import type { Options } from '../options.ts';
import { buildSentence, isRead } from './clauses.ts';
import { fit, withinWords } from './fit.ts';
import { toSentences } from './language/grammar.ts';
import { tidy } from './language/tidy.ts';
import { only, type Phrase, proseOf, type Slot, textsOf, without } from './phrases/phrases.ts';
import { SURE_TEXT } from './phrases/picture-text.ts';
import type { Material } from './phrases/rank-phrases.ts';

/** Screen readers pause or cut at about this length. */
const MAX_CHARACTERS = 125;
const MAX_WORDS = 30;
const PLAIN_MEDIUM = /^(photograph|photo|image|picture|screenshot|photorealistic image)$/i;

/** Where nobody named a subject, what the pixels prove is all there is. */
const UNNAMED: readonly Slot[] = [
  'medium',
  'setting',
  'style',
  'format',
  'colour',
  'lighting',
  'composition',
  'text',
];
const NAMED: readonly Slot[] = ['subject', 'setting', 'people', 'object', 'medium', 'style'];

/** One sentence that a screen reader reads well; it knows by itself that it stands before an image. */
export function renderAltText({ phrases }: Material, options: Options): string {
  const [subject] = textsOf(phrases, 'subject');
  const spoken = subject ? chooseNamed(phrases) : textFirst(only(phrases, UNNAMED));
  const withinLimit = withinWords(MAX_WORDS, options);
  const fits = (text: string) => text.length <= MAX_CHARACTERS && withinLimit(text);
  return fit(spoken.map(reworded), build, fits);
}

/** That it is a photograph goes without saying; what stands in it is said if it is there to be read. */
function chooseNamed(phrases: readonly Phrase[]): Phrase[] {
  const made = phrases.some(({ slot, text }) => slot === 'medium' && !PLAIN_MEDIUM.test(text));
  const chosen = only(phrases, NAMED).filter(
    ({ slot }) => made || (slot !== 'medium' && slot !== 'style'),
  );
  const text = phrases.filter(
    ({ slot, confidence, flagged }) => slot === 'text' && confidence >= SURE_TEXT && !flagged,
  );
  return isRead(phrases) ? [...chosen.slice(0, 1), ...text, ...chosen.slice(1)] : chosen;
}

function textFirst(phrases: readonly Phrase[]): Phrase[] {
  const rest = without(phrases, 'text');
  return [...rest.slice(0, 1), ...only(phrases, ['text']), ...rest.slice(1)];
}

/** "image of" is what a screen reader says already. */
function reworded({ prose, ...phrase }: Phrase): Phrase {
  if (phrase.slot === 'text' || phrase.quoted) return phrase;
  const text = phrase.slot === 'medium' ? phrase.text.replace(/\bimage$/, 'picture') : phrase.text;
  return { ...phrase, text: withoutImageOf(text), ...(prose && { prose: withoutImageOf(prose) }) };
}

function withoutImageOf(text: string): string {
  const reworded = text.replace(
    /\b(image|picture|photo|photograph|photography)(s?) of\b/gi,
    '$1$2 with',
  );
  return reworded === text ? text : tidy(reworded);
}

function build(phrases: readonly Phrase[]): string {
  return toSentences([buildSentence(phrases, proseOf(phrases, 'lighting', 'composition'))]);
}
