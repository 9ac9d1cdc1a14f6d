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
import { joinList, joinParts, toSentences } from './language/grammar.ts';
import { type Phrase, textsOf, without } from './phrases/phrases.ts';
import type { Material } from './phrases/rank-phrases.ts';
import { withoutKnownDetails } from './phrases/repetition.ts';

/** Natural language for a person to copy: one sentence, two or three, or all that is known in as many. */
const DETAIL = {
  short: { phrases: 6, words: 25 },
  normal: { phrases: 14, words: 60 },
  long: { phrases: 40, words: 120 },
} as const;

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
  const subject = subjectClause(phrases);
  const view = viewClause(phrases);
  const medium = litClause('', phrases, textsOf(phrases, 'lighting'));
  const layout = joinList([...textsOf(phrases, 'composition'), ...moodsOf(phrases)]);
  const camera = cameraClause(phrases);
  if (subject === '') return toSentences([joinParts([medium, view]), layout, camera]);
  return toSentences([joinParts([subject, view]), medium, joinParts([layout, camera])]);
}
