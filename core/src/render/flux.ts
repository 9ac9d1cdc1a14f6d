import type { Options } from '../options.ts';
import { fit, withinWords } from './fit.ts';
import type { Phrase } from './phrases.ts';
import { buildSentences } from './sentences.ts';

/** FLUX reads sentences, the subject first, 30 to 80 words for most scenes; it has no negatives. https://docs.bfl.ai */
const MAX_WORDS = 80;

export function renderFlux(phrases: readonly Phrase[], options: Options): string {
  return fit(phrases, buildSentences, withinWords(MAX_WORDS, options));
}
