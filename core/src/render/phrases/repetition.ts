import { shorten } from '../language/grammar.ts';
import { singularOf } from '../language/plurals.ts';
import { wordPairs } from '../language/word-pairs.ts';
import { countPeople, isPeopleName } from './people-words.ts';
import type { Phrase, Slot } from './phrases.ts';
import { isTelling } from './things.ts';

/** Slots that say what is there: a thing or tag that one of them names is not said again. */
const NAMING: readonly Slot[] = ['subject', 'setting'];
/** Quotations and colours share words with others without saying the same. */
const INDEPENDENT: readonly Slot[] = ['text', 'excerpt', 'colour'];
const EMPTY_WORDS = new Set('a an the in on at of with and or by near inside'.split(' '));

/** Nothing twice, and nothing that a more important phrase of another slot already says. */
export function withoutRepetition(phrases: readonly Phrase[]): Phrase[] {
  const kept: Said[] = [];
  for (const phrase of phrases) {
    const said = read(phrase);
    if (!isSaid(said, kept)) kept.push(said);
  }
  return kept.map(({ phrase }) => phrase);
}

/**
 * Without the details of what is named already: in a list of what is in view, "a woman in a blue dress"
 * would be one more than the two women of the subject, and "a dog's face" one more than its dog.
 */
export function withoutKnownDetails(phrases: readonly Phrase[]): Phrase[] {
  const named = phrases
    .filter(({ slot }) => slot === 'subject' || slot === 'object')
    .flatMap(({ text }) => contentWords(text));
  return phrases.filter(({ slot, text }) => {
    if (slot !== 'detail') return true;
    const head = contentWords(shorten(text).at(-1) ?? text);
    const owners = head.flatMap((word) => /^(.+)['’]s?$/.exec(word)?.[1] ?? []);
    return ![head.at(-1) ?? '', ...owners].some((word) => named.includes(word));
  });
}

/** A phrase and what it says, read once: it is compared with all that come after it. */
type Said = {
  readonly phrase: Phrase;
  readonly text: string;
  readonly words: readonly string[];
  /** Two words that belong together are said once; a quotation is as it is, and has none. */
  readonly pairs: readonly string[];
};

function read(phrase: Phrase): Said {
  const { slot, text } = phrase;
  const isQuoted = slot === 'text' || slot === 'excerpt';
  return {
    phrase,
    text: text.toLowerCase(),
    words: contentWords(text),
    pairs: isQuoted ? [] : wordPairs(text).map(({ pair }) => pair),
  };
}

function isSaid({ phrase, text, words, pairs }: Said, kept: readonly Said[]): boolean {
  const { slot } = phrase;
  if (kept.some((other) => other.text === text)) return true;
  if (slot === 'people' && namesPeople(kept, phrase.count ?? 1)) return true;
  if (slot === 'tag' && !isTelling(phrase)) return true;
  if (slot === 'object' && isPeopleName(phrase.text) && namesPeople(kept, 1)) return true;
  if (kept.some((other) => other.pairs.some((pair) => pairs.includes(pair)))) return true;
  if (INDEPENDENT.includes(slot)) return false;
  if (slot === 'object' || slot === 'tag') {
    const head = words.at(-1) ?? '';
    const naming = kept.filter((other) => NAMING.includes(other.phrase.slot));
    if (naming.some((other) => other.words.includes(head))) return true;
  }
  return kept
    .filter((other) => !INDEPENDENT.includes(other.phrase.slot))
    .some((other) => isSubset(words, other.words));
}

function namesPeople(kept: readonly Said[], count: number): boolean {
  const named = kept.map(({ phrase }) => phrase).filter(({ slot }) => NAMING.includes(slot));
  return countPeople(named.map(({ text }) => text).join(' ')) >= count;
}

/** In one form, without what only joins them; the number of things is no word of theirs. */
function contentWords(text: string): string[] {
  const words: string[] =
    text.toLowerCase().match(/[\p{L}\p{N}]+(?:[-/.'’][\p{L}\p{N}]+)*/gu) ?? [];
  return words.filter((word) => !EMPTY_WORDS.has(word)).map(singularOf);
}

function isSubset(words: readonly string[], others: readonly string[]): boolean {
  return words.length > 0 && words.every((word) => others.includes(word));
}
