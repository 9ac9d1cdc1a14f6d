import type { Options } from '../options.ts';
import { fit, withinWords } from './fit.ts';
import type { Phrase } from './phrases.ts';
import { buildOneSentence, buildSentences } from './sentences.ts';

/** Natural language for a person to copy: one sentence, two, or all that is known. */
const DETAIL = {
  short: { phrases: 6, words: 25 },
  normal: { phrases: 14, words: 60 },
  long: { phrases: 40, words: 120 },
} as const;

export function renderNatural(phrases: readonly Phrase[], options: Options): string {
  const detail = options.detail ?? 'normal';
  const { phrases: count, words } = DETAIL[detail];
  const build = detail === 'short' ? buildOneSentence : buildSentences;
  return fit(phrases.slice(0, count), build, withinWords(words, options));
}
