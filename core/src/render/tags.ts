import type { Options } from '../options.ts';
import { withoutArticle } from './language/articles.ts';
import { countWords, shorten } from './language/grammar.ts';
import { tidy } from './language/tidy.ts';
import { type Phrase, UNKNOWN_MEDIUM, without } from './phrases/phrases.ts';
import type { Material } from './phrases/rank-phrases.ts';

const MAX_TAGS = 40;
/** How a camera was set is no word to learn a picture by. */
const EXPOSURE = /(^| )(f\/|1\/|iso )\d|^\d[\d.]* s\b/i;
/** What is longer is a sentence. */
const MAX_WORDS = 6;

/** Tags for a data set: lower case, each once, the surest first; the trigger word before all, exactly as given. */
export function renderTags({ all }: Material, options: Options): string[] {
  const trigger = options.triggerWord?.trim() ?? '';
  const tags = new Map<string, number>();
  for (const phrase of without(all, 'text', 'excerpt', 'detail')) {
    if (phrase.slot === 'camera' && EXPOSURE.test(phrase.text)) continue;
    const tag = toTag(phrase);
    if (tag === '' || tag === UNKNOWN_MEDIUM || tag === trigger.toLowerCase()) continue;
    tags.set(tag, Math.max(tags.get(tag) ?? 0, phrase.confidence));
  }
  const limit = (options.maxWords ?? Number.POSITIVE_INFINITY) - countWords(trigger);
  const kept = withinLimit([...tags.keys()], limit).slice(0, MAX_TAGS);
  const sorted = kept.sort((one, other) => (tags.get(other) ?? 0) - (tags.get(one) ?? 0));
  if (trigger !== '') return [trigger, ...sorted];
  // A limit below every tag leaves the last word of the first: "photograph".
  const medium = all
    .find(({ slot }) => slot === 'medium')
    ?.text.toLowerCase()
    .split(' ')
    .at(-1);
  return sorted.length > 0 || !medium ? sorted : [medium];
}

/** A comma would make two tags of one; of a caption the first few words are one, if they can stand alone. */
function toTag({ slot, text, tag = text }: Phrase): string {
  const heads = slot === 'subject' ? [tag, ...shorten(tag)] : [tag];
  const short = heads.find((head) => countWords(head) <= MAX_WORDS) ?? '';
  return tidy(withoutArticle(short.replace(/,\s*/g, ' '))).toLowerCase();
}

/** The most important ones that the words allow. */
function withinLimit(tags: readonly string[], maxWords: number): string[] {
  let words = 0;
  return tags.filter((tag) => {
    const fits = words + countWords(tag) <= maxWords;
    if (fits) words += countWords(tag);
    return fits;
  });
}
