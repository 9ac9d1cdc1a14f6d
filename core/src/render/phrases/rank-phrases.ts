import type { Options } from '../../options.ts';
import type { Scene } from '../../scene.ts';
import { withoutArticle } from '../language/articles.ts';
import { withoutArtists } from '../language/artists.ts';
import { genderNeutral } from '../language/gender-neutral.ts';
import { inert } from '../language/inert.ts';
import { tidy } from '../language/tidy.ts';
import { colourPhrases } from './colours.ts';
import {
  MIN_CONFIDENCE,
  type Phrase,
  type Say,
  type Slot,
  UNKNOWN_MEDIUM,
  weigh,
} from './phrases.ts';
import { textAsSubject, textPhrase } from './picture-text.ts';
import { withoutRepetition } from './repetition.ts';
import { subjectPhrase } from './subject.ts';
import { isTelling, objectPhrases, peoplePhrase, tagPhrases } from './things.ts';

/** What renderings are made of: all that may be said of a scene, the most important first. */
export type Material = {
  /** Nothing twice: the subject, else the medium, leads. */
  readonly phrases: readonly Phrase[];
  /** With what only says again what others say, and what is too general for a sentence. */
  readonly all: readonly Phrase[];
  readonly aspectRatio: string;
};

type List = { readonly value: readonly string[]; readonly confidence: number } | undefined;

/** All that may be said of a scene, inert and ranked. */
export function rankPhrases(scene: Scene, options: Options): Material {
  const neutral = options.genderNeutral ? genderNeutral : (text: string) => text;
  const say: Say = (text) => tidy(neutral(inert(text)));
  const people = peoplePhrase(scene);
  const objects = objectPhrases(scene, say);
  const tags = tagPhrases(scene, say);
  const standIns = [...people, ...objects, ...tags.filter(isTelling)];
  const text = textPhrase(scene, options);
  const subject = subjectPhrase(scene, standIns, say);
  const words = subject.length === 0 ? textAsSubject(text) : [];
  const all = [
    ...subject,
    ...words,
    ...people,
    ...objects,
    ...tags,
    ...settingPhrase(scene, say),
    ...mediumPhrases(scene, say),
    ...listPhrases('lighting', scene.lighting, say),
    ...listPhrases('mood', scene.mood, say),
    ...listPhrases('camera', scene.camera, say),
    ...listPhrases('detail', scene.details, say),
    ...compositionPhrases(scene, say),
    ...colourPhrases(scene, say),
    ...(words.length === 0 ? text : []),
  ].sort((one, other) => other.weight - one.weight);
  return {
    phrases: withoutRepetition(all),
    all,
    aspectRatio: scene.aspectRatio.value,
  };
}

function listPhrases(slot: Slot, list: List, say: Say): Phrase[] {
  const texts = (list?.value ?? []).map((text) => say(text));
  return weigh(
    slot,
    texts.map((text) => ({ text, confidence: list?.confidence ?? 0 })),
  );
}

/** A service tags "indoor" what a sentence calls "indoors". */
function settingPhrase({ setting }: Scene, say: Say): Phrase[] {
  if (!setting) return [];
  const tag = say(setting.value);
  const text = /^(indoor|outdoor)$/i.test(tag) ? `${tag.toLowerCase()}s` : tag;
  return weigh('setting', [{ text, tag, confidence: setting.confidence }]);
}

/** A style that names the medium more closely takes its place: "oil painting" that of "painting". */
function mediumPhrases({ medium, style }: Scene, say: Say): Phrase[] {
  const noun = (text: string) => say(withoutArticle(withoutArtists(say(text))));
  const name = noun(medium.value) || UNKNOWN_MEDIUM;
  const styles = listPhrases('style', style, noun);
  const closer = styles.find(({ text }) => text.toLowerCase().endsWith(` ${name.toLowerCase()}`));
  // What kind of picture it is must be said, however unsure.
  const confidence = Math.max(medium.confidence, MIN_CONFIDENCE);
  return [
    ...weigh('medium', [{ text: closer?.text ?? name, confidence }]),
    ...styles.filter((phrase) => phrase !== closer),
  ];
}

function compositionPhrases({ composition }: Scene, say: Say): Phrase[] {
  const phrases = listPhrases('composition', composition, say);
  const isFormat = ({ text }: Phrase) => /\bformat$/.test(text);
  const formats = weigh('format', phrases.filter(isFormat).slice(0, 1));
  return [
    ...formats,
    ...weigh(
      'composition',
      phrases.filter((phrase) => !isFormat(phrase)),
    ),
  ];
}
