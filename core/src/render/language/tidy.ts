import { mendArticles } from './articles.ts';
import { beforeRepeatedPair } from './word-pairs.ts';

/** Their dot ends no sentence. */
const ABBREVIATIONS = /\b(st|mr|mrs|ms|dr|vs|jr|sr|mt|ave)\.(?=\s)/gi;
/** What programs write where they know nothing. */
const EMPTY_WORDS = /\b(undefined|null|NaN)\b/g;
const EMPTY_PHRASE =
  /^(an? |the )?(unknown|none|nothing|undefined|null|nan|n\/a|unclear|unspecified|not (available|applicable|specified|visible|clear))$/i;
/** Words that lead to something: they cannot end a phrase. */
const DANGLING =
  /(^|[\s,])(and|or|but|nor|with|without|of|from|to|at|by|for|into|onto|in|on|as|near|beside|between|against|under|is|are|was|a|an|the)$/i;
/** Of those the ones that never stand before a comma. */
const DANGLING_INSIDE = /(?<![^\s])(and|or|but|nor|with|of|a|an|the)(?=,)/gi;

/** A phrase that can stand in any sentence: no full stop inside, nothing twice in a row, no loose ends. */
export function tidy(text: string): string {
  let tidied = text.replace(ABBREVIATIONS, '$1').replace(EMPTY_WORDS, ' ');
  for (let before = ''; before !== tidied; ) {
    before = tidied;
    tidied = mendArticles(beforeRepeatedPair(withoutStutter(joinSentences(tidied))))
      .replace(DANGLING_INSIDE, '')
      .replace(/^(and|or|but|nor|of)\s/i, '')
      .replace(DANGLING, '')
      .replace(/^[\s,.:/-]+|[\s,.!?:/-]+$/g, '');
  }
  return EMPTY_PHRASE.test(tidied) ? '' : tidied;
}

/** "A dog. It runs" becomes "A dog, it runs": whoever uses a phrase ends the sentence. */
function joinSentences(text: string): string {
  return text
    .replace(/[.!?…]+\s+(A|An|The|It|He|She|They|There|In|On|At)\b/g, (_found, word: string) => {
      return `, ${word.toLowerCase()}`;
    })
    .replace(/[.!?…]+(?=\s|$)|\.{2,}/g, ', ')
    .replace(/\s*,[\s,]*/g, ', ')
    .replace(/\s+/g, ' ')
    .trim();
}

function withoutStutter(text: string): string {
  const words = text.split(' ');
  const bare = (word: string) => word.toLowerCase().replace(/,$/, '');
  // Of "navy, navy" the comma makes a list.
  return words.filter((word, index) => bare(word) !== words[index - 1]?.toLowerCase()).join(' ');
}
