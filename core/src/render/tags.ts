import type { Options } from '../options.ts';
import { countWords } from './grammar.ts';
import type { Phrase } from './phrases.ts';

const MAX_TAGS = 40;

/** Tags for a data set: lower case, each once; the trigger word first and exactly as given. */
export function renderTags(phrases: readonly Phrase[], options: Options): string[] {
  const words = phrases.filter(({ slot }) => slot !== 'text').map(({ text }) => toTag(text));
  const tags = [...new Set(words)].slice(0, MAX_TAGS);
  const trigger = options.triggerWord?.trim();
  const all = trigger ? [trigger, ...tags.filter((tag) => tag !== trigger.toLowerCase())] : tags;
  return withinLimit(all, options.maxWords ?? Number.POSITIVE_INFINITY);
}

/** A comma would make two tags of one. */
function toTag(text: string): string {
  return text
    .toLowerCase()
    .replace(/,\s*/g, ' ')
    .replace(/^(an?|the) /, '');
}

function withinLimit(tags: readonly string[], maxWords: number): string[] {
  let words = 0;
  return tags.filter((tag, index) => {
    words += countWords(tag);
    return index === 0 || words <= maxWords;
  });
}
