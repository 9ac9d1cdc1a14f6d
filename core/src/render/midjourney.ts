import type { Options } from '../options.ts';
import { fit, withinWords } from './fit.ts';
import { buildKeywords } from './keywords.ts';
import type { Phrase } from './phrases.ts';

/** The influence of words fades after some forty. */
const MAX_WORDS = 38;
const PARAMETER_WORDS = 2;

/** A short phrase, then the one parameter that the picture proves; `--ar` takes integers only. */
export function renderMidjourney(
  phrases: readonly Phrase[],
  options: Options,
  aspectRatio: string,
): string {
  // `--ar` says the format better than words.
  const spoken = phrases.filter(({ slot }) => slot !== 'format' && slot !== 'camera');
  const words = Math.max(1, (options.maxWords ?? MAX_WORDS) - PARAMETER_WORDS);
  const fits = withinWords(MAX_WORDS, { ...options, maxWords: words });
  return `${fit(spoken, buildKeywords, fits)} --ar ${aspectRatio}`;
}
