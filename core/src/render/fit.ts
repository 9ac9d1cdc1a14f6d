import type { Options } from '../options.ts';
import { countWords, shorten } from './grammar.ts';
import type { Phrase } from './phrases.ts';
import { tidy } from './tidy.ts';

type Build = (phrases: readonly Phrase[]) => string;
type Fits = (text: string) => boolean;

/** The text of the most important phrases that keeps within the limit: one that does not fit makes room for the next. */
export function fit(phrases: readonly Phrase[], build: Build, fits: Fits): string {
  const [lead] = phrases;
  if (!lead || !fits(build([lead]))) return fitLead(phrases, build, fits);
  let kept: readonly Phrase[] = [];
  for (const phrase of phrases) {
    if (fits(build([...kept, phrase]))) kept = [...kept, phrase];
  }
  return build(kept);
}

/** The first phrase alone, cut at a joint; else the medium, of which its noun fits any limit. */
function fitLead(phrases: readonly Phrase[], build: Build, fits: Fits): string {
  const [lead] = phrases;
  const shorter = lead ? shorten(lead.text).map((text) => plain(lead, tidy(text))) : [];
  const medium = phrases.filter(({ slot }) => slot === 'medium');
  const nouns = medium.map((phrase) => plain(phrase, phrase.text.split(' ').at(-1) ?? phrase.text));
  const heads = shorter.filter(({ text }) => text !== '');
  const candidates = [...heads, ...medium, ...nouns].map((phrase) => build([phrase]));
  return candidates.find(fits) ?? nouns[0]?.text ?? '';
}

function plain({ slot, confidence, weight }: Phrase, text: string): Phrase {
  return { slot, text, confidence, weight };
}

/** Whether a text keeps within the words that a target bears and the client wants. */
export function withinWords(limit: number, options: Options): Fits {
  const words = Math.min(limit, options.maxWords ?? limit);
  return (text) => countWords(text) <= words;
}
