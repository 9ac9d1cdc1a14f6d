import type { Options } from '../options.ts';
import { cameraClause, mediumClause, moodsOf, subjectClause, viewClause } from './clauses.ts';
import { fit, withinWords } from './fit.ts';
import { joinList, joinParts, toSentences } from './language/grammar.ts';
import { withoutNegatives } from './negatives.ts';
import { type Phrase, textsOf, without } from './phrases/phrases.ts';
import { placeOf } from './phrases/places.ts';
import type { Material } from './phrases/rank-phrases.ts';
import { withoutKnownDetails } from './phrases/repetition.ts';

/** 30 to 80 words for most scenes: the subject and what it does, then the style, then the context. https://docs.bfl.ai */
const MAX_WORDS = 80;

export function renderFlux({ phrases }: Material, options: Options): string {
  const spoken = withoutNegatives(withoutKnownDetails(without(phrases, 'tag', 'excerpt')));
  return fit(spoken, buildFlux, withinWords(MAX_WORDS, options));
}

function buildFlux(phrases: readonly Phrase[]): string {
  const [setting] = textsOf(phrases, 'setting');
  const place = placeOf(setting).replace(/^[\s,]+/, '');
  return toSentences([
    subjectClause(without(phrases, 'setting')),
    mediumClause(without(phrases, 'setting')),
    joinParts([place, viewClause(phrases)]),
    joinList([...textsOf(phrases, 'lighting'), ...moodsOf(phrases)]),
    joinParts([joinList(textsOf(phrases, 'composition')), cameraClause(phrases)]),
  ]);
}
