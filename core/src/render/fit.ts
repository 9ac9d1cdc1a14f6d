import type { Options } from '../options.ts';
import { countWords, shorten } from './language/grammar.ts';
import { tidy } from './language/tidy.ts';
import { type Phrase, UNKNOWN_MEDIUM } from './phrases/phrases.ts';

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

/** The first phrase alone, cut at a joint; else the medium, of which its noun fits most limits. */
function fitLead(phrases: readonly Phrase[], build: Build, fits: Fits): string {
  const [lead] = phrases;
  const heads = lead
    ? shorten(lead.text)
        .map(tidy)
        .filter((text) => text !== '')
    : [];
  const medium = phrases.filter(({ slot }) => slot === 'medium');
  const nouns = medium.map(({ text }) => text.split(' ').at(-1) ?? text);
  const candidates = [
    ...heads.map((text) => build(lead ? [plain(lead, text)] : [])),
    ...medium.map((phrase) => build([phrase])),
    ...nouns,
  ];
  return candidates.find((text) => text !== '' && fits(text)) ?? UNKNOWN_MEDIUM;
}

function plain({ slot, confidence, weight }: Phrase, text: string): Phrase {
  return { slot, text, confidence, weight };
}

/** Whether a text keeps within the words that a target bears and the client wants. */
export function withinWords(limit: number, options: Options): Fits {
  const words = Math.min(limit, options.maxWords ?? limit);
  return (text) => countWords(text) <= words;
}
