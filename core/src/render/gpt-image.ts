import type { Options } from '../options.ts';
import { mediumNoun, subjectClause } from './clauses.ts';
import { fit, withinWords } from './fit.ts';
import { joinParts, toSentences } from './language/grammar.ts';
import { type Phrase, proseOf, textsOf, without } from './phrases/phrases.ts';
import { placeOf } from './phrases/places.ts';
import type { Material } from './phrases/rank-phrases.ts';

/** The model takes more; no person reads what they send beyond this. */
const MAX_CHARACTERS = 4000;
/** The surest few tags help; the others only guess further. */
const MAX_TAGS = 12;

/** All that is known, each kind of it under its name, as a brief for an illustrator. */
export function renderGptImage({ phrases }: Material, options: Options): string {
  const withinClient = withinWords(Number.POSITIVE_INFINITY, options);
  return fit(phrases, buildBrief, (text) => text.length <= MAX_CHARACTERS && withinClient(text));
}

function buildBrief(phrases: readonly Phrase[]): string {
  const listed = (label: string, ...items: readonly string[]) =>
    items.length === 0 ? '' : `${label}: ${items.join(', ')}`;
  const named = textsOf(phrases, 'subject').length > 0;
  return toSentences([
    pictureOf(phrases),
    listed(named ? 'Also in view' : 'In view', ...proseOf(phrases, 'people', 'object')),
    listed('Written in the picture', ...textsOf(phrases, 'text'), ...textsOf(phrases, 'excerpt')),
    listed('Style', ...textsOf(phrases, 'style')),
    listed('Colours', ...proseOf(phrases, 'colour')),
    listed('Light', ...textsOf(phrases, 'lighting')),
    listed('Layout', ...textsOf(phrases, 'composition')),
    listed('Mood', ...textsOf(phrases, 'mood')),
    listed('Camera', ...textsOf(phrases, 'camera')),
    listed('Details', ...textsOf(phrases, 'detail'), ...textsOf(phrases, 'tag').slice(0, MAX_TAGS)),
  ]);
}

/** "a landscape-format photograph of a woman mending a net in a harbour". */
function pictureOf(phrases: readonly Phrase[]): string {
  const noun = mediumNoun(phrases);
  const subject = subjectClause(without(phrases, 'text'));
  const [setting] = textsOf(phrases, 'setting');
  if (subject === '') return noun + placeOf(setting);
  return textsOf(phrases, 'medium').length === 0
    ? joinParts([subject, noun])
    : `${noun} of ${subject}`;
}
