import type { Options } from '../options.ts';
import { fit, withinWords } from './fit.ts';
import type { Phrase, Slot } from './phrases.ts';
import { buildOneSentence } from './sentences.ts';

/** Screen readers pause or cut at about this length. */
const MAX_CHARACTERS = 125;
const MAX_WORDS = 30;

/** One sentence that a screen reader reads well; it knows by itself that it stands before an image. */
export function renderAltText(phrases: readonly Phrase[], options: Options): string {
  const named = phrases.some(({ slot }) => slot === 'subject');
  const unspoken: readonly Slot[] = named ? ['camera', 'format', 'composition'] : ['camera'];
  const spoken = phrases
    .filter(({ slot }) => !unspoken.includes(slot))
    .map((phrase) =>
      phrase.slot === 'medium'
        ? { ...phrase, text: phrase.text.replace(/\bimage$/, 'picture') }
        : phrase,
    );
  const withinLimit = withinWords(MAX_WORDS, options);
  const fits = (text: string) => text.length <= MAX_CHARACTERS && withinLimit(text);
  return fit(spoken, buildOneSentence, fits);
}
