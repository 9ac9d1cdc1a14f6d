import { joinList } from './grammar.ts';
import { type Phrase, type Slot, textsOf } from './phrases.ts';

/** The order in which generators that read comma phrases weigh them: what, how, in which light. */
const ORDER: readonly Slot[] = [
  'subject',
  'setting',
  'object',
  'medium',
  'lighting',
  'mood',
  'composition',
  'format',
  'camera',
];

/** Comma phrases: the subject or the medium first, the colours as one palette after the medium. */
export function buildKeywords(phrases: readonly Phrase[]): string {
  return ORDER.flatMap((slot) =>
    slot === 'medium' ? [...textsOf(phrases, slot), ...palette(phrases)] : textsOf(phrases, slot),
  ).join(', ');
}

function palette(phrases: readonly Phrase[]): string[] {
  const colours = textsOf(phrases, 'colour');
  return colours.length === 0 ? [] : [`${joinList(colours)} palette`];
}
