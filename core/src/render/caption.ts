import type { Options } from '../options.ts';
import { buildSentence } from './clauses.ts';
import { fit, withinWords } from './fit.ts';
import { capitalise, countWords } from './language/grammar.ts';
import { type Phrase, proseOf, without } from './phrases/phrases.ts';
import type { Material } from './phrases/rank-phrases.ts';

/** Trainers read 75 tokens unless told otherwise. */
const MAX_WORDS = 50;

/** One sentence for a training set: trigger word, prefix, what the scene says, suffix. */
export function renderCaption({ phrases }: Material, options: Options): string {
  const trigger = options.triggerWord?.trim() ?? '';
  const prefix = options.prefix?.trim() ?? '';
  const suffix = options.suffix?.trim() ?? '';
  const own = countWords(`${trigger} ${prefix} ${suffix}`);
  const words = Math.max(1, (options.maxWords ?? MAX_WORDS) - own);
  const fits = withinWords(MAX_WORDS, { ...options, maxWords: words });
  const body = fit(without(phrases, 'tag', 'excerpt', 'detail', 'mood', 'camera'), buildBody, fits);
  const start = [trigger === '' ? '' : `${trigger},`, prefix].filter((part) => part !== '');
  const sentence = [...start, start.length === 0 ? capitalise(body) : body].join(' ');
  if (suffix === '') return `${sentence}.`;
  return /^[,.;:!?]/.test(suffix) ? sentence + suffix : `${sentence}, ${suffix}`;
}

function buildBody(phrases: readonly Phrase[]): string {
  return buildSentence(phrases, proseOf(phrases, 'lighting', 'composition'));
}
