/** What a phrase is about. An `excerpt` is the start of a text in the picture that is too long to quote whole. */
export type Slot =
  | 'subject'
  | 'people'
  | 'setting'
  | 'medium'
  | 'style'
  | 'format'
  | 'object'
  | 'text'
  | 'excerpt'
  | 'colour'
  | 'lighting'
  | 'mood'
  | 'composition'
  | 'camera'
  | 'detail'
  | 'tag';

/** A few words of one scene entry, never cut. */
export type Phrase = {
  readonly slot: Slot;
  readonly text: string;
  /** Its form within a sentence, if another: "a laptop", "mostly navy". */
  readonly prose?: string;
  /** Its form as a tag, if another: "chair" of "two chairs". */
  readonly tag?: string;
  readonly confidence: number;
  readonly weight: number;
  /** Of people. */
  readonly count?: number;
  /** Words in the picture that read like orders. */
  readonly flagged?: true;
  /** Words in the picture that stand for its subject. */
  readonly quoted?: true;
};

export type Candidate = Omit<Phrase, 'slot' | 'weight'>;

/** Makes somebody else's words fit to be said: inert, tidy, and neutral where the client wants it. */
export type Say = (text: string) => string;

/** What can be said of every picture, in one word and one token. */
export const UNKNOWN_MEDIUM = 'image';

/** How much a slot's first phrase tells; the next ones tell less and less. */
const WEIGHTS: Readonly<Record<Slot, number>> = {
  subject: 100,
  medium: 90,
  setting: 60,
  style: 48,
  colour: 40,
  lighting: 36,
  people: 35,
  object: 34,
  text: 32,
  excerpt: 32,
  format: 30,
  composition: 28,
  mood: 26,
  detail: 20,
  tag: 18,
  camera: 16,
};
const DECAY = 0.8;

/** What is less sure than this is left unsaid. */
export const MIN_CONFIDENCE = 0.3;

/** The candidates of a slot as phrases, the first the weightiest; empty and unsure ones go. */
export function weigh(slot: Slot, candidates: readonly Candidate[]): Phrase[] {
  return candidates
    .filter(({ text, confidence }) => text !== '' && confidence >= MIN_CONFIDENCE)
    .map((candidate, index) => ({ ...candidate, slot, weight: WEIGHTS[slot] * DECAY ** index }));
}

export function textsOf(phrases: readonly Phrase[], slot: Slot): string[] {
  return phrases.filter((phrase) => phrase.slot === slot).map(({ text }) => text);
}

/** Their forms within a sentence. */
export function proseOf(phrases: readonly Phrase[], ...slots: readonly Slot[]): string[] {
  return slots.flatMap((slot) =>
    phrases.filter((phrase) => phrase.slot === slot).map(({ text, prose }) => prose ?? text),
  );
}

export function only(phrases: readonly Phrase[], slots: readonly Slot[]): Phrase[] {
  return phrases.filter(({ slot }) => slots.includes(slot));
}

export function without(phrases: readonly Phrase[], ...slots: readonly Slot[]): Phrase[] {
  return phrases.filter(({ slot }) => !slots.includes(slot));
}
