import type { Options } from '../options.ts';
import { countWords, shorten } from './grammar.ts';
import type { Phrase } from './phrases.ts';

const MAX_TAGS = 40;
const MAX_SUBJECT_WORDS = 5;

/** Tags for a data set: lower case, each once; the trigger word first and exactly as given. */
export function renderTags(phrases: readonly Phrase[], options: Options): string[] {
  const words = phrases.filter(({ slot }) => slot !== 'text').map(toTag);
  const tags = [...new Set(words)].slice(0, MAX_TAGS);
  const trigger = options.triggerWord?.trim();
  const all = trigger ? [trigger, ...tags.filter((tag) => tag !== trigger.toLowerCase())] : tags;
  return withinLimit(all, options.maxWords ?? Number.POSITIVE_INFINITY);
}

/** A comma would make two tags of one. */
function toTag({ slot, text }: Phrase): string {
  return (slot === 'subject' ? nounOf(text) : text)
    .toLowerCase()
    .replace(/,\s*/g, ' ')
    .replace(/^(an?|the) /, '');
}

/** Of a whole caption its first few words, if they can stand alone. */
function nounOf(subject: string): string {
  return shorten(subject).find((text) => countWords(text) <= MAX_SUBJECT_WORDS) ?? subject;
}

function withinLimit(tags: readonly string[], maxWords: number): string[] {
  let words = 0;
  const within = tags.filter((tag) => {
    const fits = words + countWords(tag) <= maxWords;
    if (fits) words += countWords(tag);
    return fits;
  });
  // A limit below every tag leaves the last word of the first: "photograph".
  return within.length > 0 ? within : tags.slice(0, 1).map((tag) => tag.split(' ').at(-1) ?? tag);
}
