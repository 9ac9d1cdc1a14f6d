import type { Options } from '../../options.ts';
import type { Scene } from '../../scene.ts';
import { inert } from '../language/inert.ts';
import { type Phrase, weigh } from './phrases.ts';

/** More words than these are what the picture says, not what it shows. */
const MAX_WORDS = 12;

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
