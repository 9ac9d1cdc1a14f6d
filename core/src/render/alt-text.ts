import type { Options } from '../options.ts';
import { capitalise } from './grammar.ts';
import { fit, type Phrase, withinWords } from './phrases.ts';
import { buildLead } from './sentences.ts';

/** Screen readers pause or cut at about this length. */
const MAX_CHARACTERS = 125;
const MAX_WORDS = 30;

/** One sentence that a screen reader reads well; it knows by itself that it stands before an image. */
export function renderAltText(phrases: readonly Phrase[], options: Options): string {
  const spoken = phrases
    .filter(({ slot }) => slot !== 'camera' && slot !== 'format')
    .map((phrase) =>
      phrase.slot === 'medium'
        ? { ...phrase, text: phrase.text.replace(/\bimage$/, 'picture') }
        : phrase,
    );
  const withinLimit = withinWords(MAX_WORDS, options);
  const fits = (text: string) => text.length <= MAX_CHARACTERS && withinLimit(text);
  return fit(spoken, buildSentence, fits);
}

function buildSentence(phrases: readonly Phrase[]): string {
  return `${capitalise(buildLead(phrases))}.`;
}
