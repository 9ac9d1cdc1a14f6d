import type { Options } from '../options.ts';
import type { Colour, Scene } from '../scene.ts';
import { genderNeutral } from './gender-neutral.ts';
import { countWords } from './grammar.ts';
import { inert } from './inert.ts';

export type Slot =
  | 'subject'
  | 'setting'
  | 'medium'
  | 'format'
  | 'object'
  | 'text'
  | 'colour'
  | 'lighting'
  | 'mood'
  | 'composition'
  | 'camera';

/** A few words of one scene entry, never cut. `prose` is its form within a sentence, if another. */
export type Phrase = { readonly slot: Slot; readonly text: string; readonly prose?: string };

type Weighed = Phrase & { readonly weight: number };

/** How much a slot's first phrase tells; the next ones tell less and less. */
const WEIGHTS: Readonly<Record<Slot, number>> = {
  subject: 100,
  medium: 90,
  setting: 50,
  colour: 40,
  lighting: 36,
  object: 34,
  text: 32,
  format: 30,
  mood: 26,
  composition: 28,
  camera: 16,
};
const DECAY = 0.8;

/** What is less sure than this is left unsaid. */
const MIN_CONFIDENCE = 0.3;
/** A colour of at least this share is what the picture mostly is; below the other it is a touch. */
const MOSTLY_SHARE = 0.75;
const TOUCH_SHARE = 0.03;
const MAX_COLOURS = 3;
const MAX_TEXT_WORDS = 12;

/** All that may be said of a scene, inert, the most important first: the subject, else the medium, leads. */
export function rankPhrases(scene: Scene, options: Options): Phrase[] {
  const neutral = (text: string) => inert(options.genderNeutral ? genderNeutral(text) : text);
  const weighed = [
    ...subjectPhrases(scene),
    ...weigh('medium', [scene.medium.value], 1),
    ...listPhrases('lighting', scene.lighting),
    ...listPhrases('mood', scene.mood),
    ...listPhrases('camera', scene.camera),
    ...compositionPhrases(scene),
  ].map((phrase) => ({ ...phrase, text: neutral(phrase.text) }));
  const all = [...weighed, ...colourPhrases(scene), ...textPhrases(scene, options)];
  const sorted = all.sort((one, other) => other.weight - one.weight);
  return withoutRepetition(sorted.filter(({ text }) => text !== ''));
}

export function textsOf(phrases: readonly Phrase[], slot: Slot): string[] {
  return phrases.filter((phrase) => phrase.slot === slot).map(({ text }) => text);
}

function weigh(slot: Slot, texts: readonly string[], confidence: number): Weighed[] {
  if (confidence < MIN_CONFIDENCE) return [];
  return texts.map((text, index) => ({ slot, text, weight: WEIGHTS[slot] * DECAY ** index }));
}

function listPhrases(
  slot: Slot,
  entry: { value: readonly string[]; confidence: number } | undefined,
): Weighed[] {
  return entry ? weigh(slot, entry.value, entry.confidence) : [];
}

function subjectPhrases({ subject, action, setting, objects }: Scene): Weighed[] {
  const things = (objects?.value ?? []).map(({ name, count }) =>
    count > 1 ? `${count} ${name}${name.endsWith('s') ? '' : 's'}` : name,
  );
  const doing = action && action.confidence >= MIN_CONFIDENCE ? ` ${action.value}` : '';
  return [
    ...(subject ? weigh('subject', [withoutPreamble(subject.value) + doing], 1) : []),
    ...(setting ? weigh('setting', [setting.value], setting.confidence) : []),
    ...(objects ? weigh('object', things, objects.confidence) : []),
  ];
}

/** Captions like to say that a picture is a picture; the medium says so better. */
function withoutPreamble(caption: string): string {
  return caption.replace(/^(an?|the) (image|picture|photo|photograph) (of|showing) /i, '');
}

function compositionPhrases({ composition }: Scene): Weighed[] {
  if (!composition) return [];
  const isFormat = (text: string) => /\bformat$/.test(text);
  return [
    ...weigh('format', composition.value.filter(isFormat).slice(0, 1), composition.confidence),
    ...weigh(
      'composition',
      composition.value.filter((text) => !isFormat(text)),
      composition.confidence,
    ),
  ];
}

function colourPhrases({ palette, medium }: Scene): Weighed[] {
  // The greys of a black-and-white picture are already said.
  if (!palette || /black-and-white/.test(medium.value)) return [];
  const colours = chooseColours(palette.value).map(({ name, share }, index) => {
    const text = inert(name);
    if (index === 0 && share >= MOSTLY_SHARE) return { text, prose: `mostly ${text}` };
    return share < TOUCH_SHARE ? { text, prose: `a touch of ${text}` } : { text };
  });
  const weights = weigh(
    'colour',
    colours.map(({ text }) => text),
    palette.confidence,
  );
  return weights.map((phrase, index) => ({ ...phrase, ...colours[index] }));
}

/** The first few; an accent further down takes the last place. */
function chooseColours(palette: readonly Colour[]): Colour[] {
  const accent = palette.slice(MAX_COLOURS).find(({ share }) => share < TOUCH_SHARE);
  return accent ? [...palette.slice(0, MAX_COLOURS - 1), accent] : palette.slice(0, MAX_COLOURS);
}

function textPhrases({ text }: Scene, options: Options): Weighed[] {
  if (!text || options.includeText === false) return [];
  const words = inert(text.value);
  return countWords(words) > MAX_TEXT_WORDS ? [] : weigh('text', [words], text.confidence);
}

/** Nothing twice, and nothing that a more important phrase of another slot already contains. */
function withoutRepetition(phrases: readonly Phrase[]): Phrase[] {
  const kept: Phrase[] = [];
  for (const phrase of phrases) {
    const words = ` ${phrase.text.toLowerCase()} `;
    const said = kept.some(
      ({ slot, text }) =>
        text.toLowerCase() === phrase.text.toLowerCase() ||
        (slot !== phrase.slot && ` ${text.toLowerCase().replace(/[,.]/g, '')} `.includes(words)),
    );
    if (!said) kept.push(phrase);
  }
  return kept;
}
