import type { Options } from '../options.ts';
import { countWords, shorten } from './grammar.ts';
import type { Phrase } from './phrases.ts';

/** The longest text that the most important phrases build within the limit. */
export function fit(
  phrases: readonly Phrase[],
  build: (phrases: readonly Phrase[]) => string,
  fits: (text: string) => boolean,
): string {
  for (let count = phrases.length; count > 0; count--) {
    const text = build(phrases.slice(0, count));
    if (fits(text)) return text;
  }
  const [first] = phrases;
  const shorter = first ? shorten(first.text).map((text) => ({ slot: first.slot, text })) : [];
  const medium = phrases.filter(({ slot }) => slot === 'medium');
  const noun = medium.map(({ slot, text }) => ({ slot, text: text.split(' ').at(-1) ?? text }));
  const candidates = [...shorter, ...medium, ...noun].map((phrase) => build([phrase]));
  return candidates.find(fits) ?? noun.map(({ text }) => text).join(' ');
}

/** Whether a text keeps within the words that a target bears and the client wants. */
export function withinWords(limit: number, options: Options): (text: string) => boolean {
  const words = Math.min(limit, options.maxWords ?? limit);
  return (text) => countWords(text) <= words;
}
