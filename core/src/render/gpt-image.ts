import type { Options } from '../options.ts';
import { fit, withinWords } from './fit.ts';
import type { Phrase } from './phrases.ts';
import { buildSentences } from './sentences.ts';

/** The model takes 32,000 characters; more than this is no longer read by the person who sends it. */
const MAX_WORDS = 150;

export function renderGptImage(phrases: readonly Phrase[], options: Options): string {
  return fit(phrases, buildSentences, withinWords(MAX_WORDS, options));
}
