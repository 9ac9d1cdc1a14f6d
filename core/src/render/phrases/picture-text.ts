import type { Options } from '../../options.ts';
import type { Scene } from '../../scene.ts';
import { inert } from '../language/inert.ts';
import { type Phrase, weigh } from './phrases.ts';

/** More words than these are what the picture says, not what it shows. */
const MAX_WORDS = 12;

/** Sure enough to be said to be what stands there. */
export const SURE_TEXT = 0.8;

/** The words seen in the picture, in quotation marks: whole if they are few, else how they begin. */
export function textPhrase({ text }: Scene, options: Options): Phrase[] {
  if (!text || options.includeText === false) return [];
  const words = inert(text.value).split(' ');
  const few = words.length <= MAX_WORDS;
  const quoted = few ? words.join(' ') : `${words.slice(0, MAX_WORDS).join(' ')}…`;
  const phrase = {
    text: quoted === '' ? '' : `“${quoted}”`,
    confidence: text.confidence,
    ...(text.flagged && { flagged: true as const }),
  };
  return weigh(few ? 'text' : 'excerpt', [phrase]);
}

/** A picture of nothing but a few words is of those words; of orders to a model it is not. */
export function textAsSubject(texts: readonly Phrase[]): Phrase[] {
  const [words] = texts;
  if (words?.slot !== 'text' || words.flagged || words.confidence < SURE_TEXT) return [];
  const { text, confidence } = words;
  return weigh('subject', [{ text: `the words ${text}`, tag: '', confidence, quoted: true }]);
}
