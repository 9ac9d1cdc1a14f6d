/** A part that is less sure than this is none. */
const MIN_DETAIL = 0.5;
/** A phrase of which more than this is told already tells nothing new. */
const MOST_TOLD = 0.6;
const MOST_DETAILS = 10;
/** Words that tell nothing by themselves, and one word for all whom captions call now this, now that. */
const EMPTY_WORDS = new Set(
  'a an the of in on at with and or to by for from is are its their his her it'.split(' '),
);
const PERSON = /^(man|woman|boy|girl|person|child|someone)$/;

export type Phrase = { readonly text: string; readonly confidence: number };

/** Of many captions of parts those that tell what neither `told` nor a surer one does; the surest first. */
export function chooseDetails(captions: readonly Phrase[], told: string): Phrase[] {
  const known = new Set(wordsOf(told));
  const chosen: Phrase[] = [];
  const sorted = captions
    .filter(({ confidence }) => confidence >= MIN_DETAIL)
    .sort((one, other) => other.confidence - one.confidence);
  for (const caption of sorted) {
    const words = wordsOf(caption.text);
    const old = words.filter((word) => known.has(word)).length;
    if (words.length === 0 || old / words.length > MOST_TOLD) continue;
    chosen.push(caption);
    for (const word of words) known.add(word);
  }
  return chosen.slice(0, MOST_DETAILS);
}

function wordsOf(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}'-]+/gu) ?? [];
  return words
    .filter((word) => !EMPTY_WORDS.has(word))
    .map((word) => (PERSON.test(word) ? 'person' : word));
}
