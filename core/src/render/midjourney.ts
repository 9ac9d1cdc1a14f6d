import type { Options } from '../options.ts';
import { fit, withinWords } from './fit.ts';
import { buildKeywords } from './keywords.ts';
import { countWords } from './language/grammar.ts';
import { without } from './phrases/phrases.ts';
import type { Material } from './phrases/rank-phrases.ts';

/** The influence of words fades after some forty. */
const MAX_WORDS = 40;

/** A short phrase, then the one parameter that the picture proves; `--ar` takes integers only. */
export function renderMidjourney(material: Material, options: Options): string {
  const parameter = `--ar ${material.aspectRatio}`;
  // `--ar` says the format better than words.
  const spoken = without(material.phrases, 'format', 'camera', 'excerpt', 'detail', 'tag').filter(
    ({ flagged }) => !flagged,
  );
  const own = countWords(parameter);
  const words = Math.max(1, (options.maxWords ?? MAX_WORDS) - own);
  const fits = withinWords(MAX_WORDS, { ...options, maxWords: words });
  return `${fit(spoken, buildKeywords, fits)} ${parameter}`;
}
