import type { Options } from '../options.ts';
import {
  buildSentence,
  cameraClause,
  litClause,
  moodsOf,
  subjectClause,
  viewClause,
} from './clauses.ts';
import { fit, withinWords } from './fit.ts';
import { countWords, joinList, joinParts, toSentences } from './language/grammar.ts';
import { type Phrase, textsOf, without } from './phrases/phrases.ts';
import type { Material } from './phrases/rank-phrases.ts';
import { withoutKnownDetails } from './phrases/repetition.ts';

/** Natural language for a person to copy: one sentence, two or three, or all that is known in as many. */
const DETAIL = {
  short: { phrases: 6, words: 25 },
  normal: { phrases: 14, words: 60 },
  long: { phrases: 40, words: 120 },
} as const;

/** "A close-up of a cat." is no sentence to stand alone: what is so short is said in one with its light. */
const BRIEF_WORDS = 12;
const BRIEF_QUALITIES = 4;

export function renderNatural({ phrases }: Material, options: Options): string {
  const detail = options.detail ?? 'normal';
  const { phrases: count, words } = DETAIL[detail];
  const short = detail === 'short';
  const known = withoutKnownDetails(without(phrases, 'tag', 'excerpt'));
  const spoken = detail === 'long' ? known : without(known, 'detail');
  return fit(spoken.slice(0, count), short ? buildOne : buildThree, withinWords(words, options));
}

function buildOne(phrases: readonly Phrase[]): string {
  return toSentences([buildSentence(phrases, textsOf(phrases, 'lighting'))]);
}

/** What is there; what kind of picture it is, in which light; how it is laid out and was taken. */
function buildThree(phrases: readonly Phrase[]): string {
  const lead = joinParts([subjectClause(phrases), viewClause(phrases)]);
  const qualities = textsOf(phrases, 'lighting');
  const composition = textsOf(phrases, 'composition');
  const moods = moodsOf(phrases);
  const camera = cameraClause(phrases);
  const layout = joinList([...composition, ...moods]);
  const named = textsOf(phrases, 'subject').length > 0;
  const medium = litClause('', phrases, qualities);
  if (!named) return toSentences([joinParts([medium, lead]), layout, camera]);
  const all = [...qualities, ...composition];
  const plain = moods.length === 0 && textsOf(phrases, 'style').length === 0;
  const isBrief = plain && countWords(lead) <= BRIEF_WORDS && all.length <= BRIEF_QUALITIES;
  if (isBrief) return toSentences([litClause(lead, phrases, all), camera]);
  return toSentences([lead, medium, joinParts([layout, camera])]);
}
