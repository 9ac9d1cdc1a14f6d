import { mendArticles } from './articles.ts';
import { NEUTRAL_NOUNS, NEUTRAL_TRADES, pluralTrade } from './gender-words.ts';
import { pluralOf } from './plurals.ts';
import { neutralPronouns } from './pronouns.ts';

const NOUNS = new RegExp(`\\b(${Object.keys(NEUTRAL_NOUNS).join('|')})\\b(?!-)`, 'gi');
const TRADES = new RegExp(`\\b(${Object.keys(NEUTRAL_TRADES).join('|')})(wo)?(man|men)\\b`, 'gi');
/** A man by name: "Spider-Man", "Iron Man"; in a title "A Man" and "Old Man" are none. */
const NAME_BEFORE =
  /\b(?!(?:An?|The|One|Two|Three|Young|Old|Elderly|Little|Tall|Happy|Smiling|Adult|Beautiful) $)\p{Lu}[\p{L}'’]*[ -]$/u;
/** "two males": the noun; "a male nurse": an adjective that tells nothing else. */
const SEX_NOUN =
  /\b(?:fe)?male(s?)(?=$|['’,.;:!?]| (?:and|or|in|on|at|by|with|from|of|near|who|that|is|are|was|were|has|\w+ing)\b)/gi;
const SEX_ADJECTIVE = /\b(?:fe)?male (?=\p{L})/giu;
const NEUTRAL = [...new Set(Object.values(NEUTRAL_NOUNS))].join('|');
const ONE_AND_ONE = new RegExp(`\\b(an?|the) (${NEUTRAL})(?: and|,) (?:(?:an?|the) )?\\2\\b`, 'gi');
const SOME_AND_SOME = new RegExp(`\\b(${NEUTRAL})(?: and|,) \\1\\b`, 'gi');

/** "a woman holding her hat" becomes "a person holding their hat"; a first capital stays. */
export function genderNeutral(text: string): string {
  const neutral = neutralPronouns(
    text
      .replace(/\bman-made\b/gi, likeWord('human-made'))
      .replace(/\bbaby (?:boy|girl)(s?)\b/gi, (word, many: string) =>
        likeWord(many ? 'babies' : 'baby')(word),
      )
      .replace(/\bteen(?:age(?:d|r)?)? (?:boy|girl)(s?)\b/gi, (word, many: string) =>
        likeWord(`teenager${many}`)(word),
      )
      .replace(SEX_NOUN, (word, many: string) => likeWord(many ? 'people' : 'person')(word))
      .replace(SEX_ADJECTIVE, '')
      .replace(TRADES, neutralTrade)
      .replace(NOUNS, neutralNoun),
  );
  return neutral === text ? text : mendArticles(mendPossessives(mergePairs(neutral)));
}

function neutralTrade(word: string, trade: string, _female: string, ending: string): string {
  const neutral = NEUTRAL_TRADES[trade.toLowerCase()] ?? word;
  return likeWord(/men/i.test(ending) ? pluralTrade(neutral) : neutral)(word);
}

function neutralNoun(word: string, noun: string, at: number, text: string): string {
  if (/^\p{Lu}/u.test(word) && NAME_BEFORE.test(text.slice(0, at))) return word;
  return likeWord(NEUTRAL_NOUNS[noun.toLowerCase()] ?? word)(word);
}

/** With the capital of the word that it stands for. */
function likeWord(replacement: string): (word: string) => string {
  return (word) =>
    /^\p{Lu}/u.test(word)
      ? replacement.charAt(0).toUpperCase() + replacement.slice(1)
      : replacement;
}

/** "a person and a person" were a man and a woman: "two people"; "people and people" are people. */
function mergePairs(text: string): string {
  return text
    .replace(ONE_AND_ONE, (_found, article: string, noun: string) => {
      const two = /^t/i.test(article) ? `${article} two` : likeWord('two')(article);
      return `${two} ${pluralOf(noun)}`;
    })
    .replace(SOME_AND_SOME, (_found, noun: string) => pluralOf(noun));
}

/** "the ladies' hats" were one letter short: "the people's hats". */
function mendPossessives(text: string): string {
  return text.replace(/\b(people|children)(['’])(?!\p{L})/giu, '$1$2s');
}
