import { joinList } from './language/grammar.ts';
import { type Phrase, type Slot, textsOf } from './phrases/phrases.ts';

/** The order in which generators that read comma phrases weigh them: what, how, in which light. */
const ORDER: readonly Slot[] = [
  'subject',
  'people',
  'setting',
  'object',
  'medium',
  'style',
  'text',
  'colour',
  'lighting',
  'mood',
  'composition',
  'format',
  'camera',
  'tag',
];

/** Comma phrases, the colours as one palette. */
export function buildKeywords(phrases: readonly Phrase[]): string {
  const colours = textsOf(phrases, 'colour');
  const palette = colours.length === 0 ? [] : [`${joinList(colours)} palette`];
  return ORDER.flatMap((slot) => (slot === 'colour' ? palette : textsOf(phrases, slot))).join(', ');
}
