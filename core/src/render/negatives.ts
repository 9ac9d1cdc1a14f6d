import { countWords } from './language/grammar.ts';
import { tidy } from './language/tidy.ts';
import type { Phrase } from './phrases/phrases.ts';

const NEGATIVE = /\b(?:no|not|without|never|none|nothing)\b|n['’]t\b/i;
/** Up to what follows: "a man without a hat in the rain" is a man in the rain. */
const NEGATED =
  /,?\s*\b(?:(?:with|but|is|are) )?(?:no|not|without|never|none|nothing)\b.*?(?=$|,| (?:in|on|at|under|near|beside|behind|wearing|holding) )/gi;

/** Phrases for a generator that draws what it reads, "no hat" too: what is absent is left out. */
export function withoutNegatives(phrases: readonly Phrase[]): Phrase[] {
  return phrases.flatMap((phrase) => {
    if (phrase.slot === 'text' || !NEGATIVE.test(phrase.text)) return [phrase];
    // What is left of a colour's name is none.
    if (phrase.slot === 'colour') return [];
    const text = tidy(phrase.text.replace(NEGATED, ''));
    const { slot, confidence, weight } = phrase;
    return countWords(text) > 1 && !NEGATIVE.test(text) ? [{ slot, text, confidence, weight }] : [];
  });
}
