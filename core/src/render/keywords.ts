import { joinList } from './language/grammar.ts';
import { type Phrase, type Slot, textsOf, UNKNOWN_MEDIUM } from './phrases/phrases.ts';

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
  'detail',
  'tag',
];
/** The surest few help; all the others only guess further. */
const MAX_TAGS = 8;

/** Comma phrases, none twice: what others wrote may hold commas too. */
export function buildKeywords(phrases: readonly Phrase[]): string {
  const said = new Set<string>();
  const keywords = ORDER.flatMap((slot) => {
    const texts = keywordsOf(phrases, slot);
    // A quotation stays as it was written.
    return slot === 'text' ? texts : texts.flatMap((text) => text.split(', '));
  });
  return keywords
    .filter((keyword) => {
      const before = said.size;
      return said.add(keyword.toLowerCase()).size > before;
    })
    .join(', ');
}

function keywordsOf(phrases: readonly Phrase[], slot: Slot): readonly string[] {
  const texts = textsOf(phrases, slot);
  if (slot === 'colour') return texts.length === 0 ? [] : [`${joinList(texts)} palette`];
  if (slot === 'tag') return texts.slice(0, MAX_TAGS);
  // "image" is the one word that says nothing of a picture of which anything else is said.
  const isIdle = slot === 'medium' && phrases.length > 1;
  return isIdle ? texts.filter((text) => text !== UNKNOWN_MEDIUM) : texts;
}
