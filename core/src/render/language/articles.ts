/** Written with a vowel, spoken with a consonant: "a uniform", "a European", "a one-way street". */
const SPOKEN_CONSONANT = /^(uni(?![mn]|de)|us[aeu]|ut[ei]|uk|eu|ewe|one\b|one-|once|ufo|u-)/i;
const SPOKEN_VOWEL = /^([aeiou]|hour|honest|heir|honou?r|8|11\b|18\b)/i;
/** Letters whose names begin with a vowel: "an SUV", "an X-ray"; longer ones are mostly read as words. */
const SPELT_VOWEL = /^[AEFHILMNORSX](?![a-z])[A-Z\d]{0,2}(?![A-Za-z])/;
const SPELT_CONSONANT = /^[BCDGJKPQTUVWYZ](?![a-z])[A-Z\d]{0,2}(?![A-Za-z])/;

/** What is spoken of without "a": stuff, and things that are plural in themselves. */
const UNCOUNTED = new Set(
  (
    'art artwork baggage bread broccoli cash clothing coffee confetti cutlery equipment food footwear ' +
    'fruit furniture glassware grass hair headgear ice jewellery jewelry lighting luggage machinery milk ' +
    'money people plastic rain rice sand silverware smoke snow sportswear stationery steam tableware text ' +
    'traffic vegetation water wine wood writing'
  ).split(' '),
);

/** "an 85 mm lens", "a uniform", "the sea", "scissors", "furniture". */
export function withArticle(noun: string): string {
  if (/^(an?|the|some|one|two|three|four|five|six|several|many)\b(?!-)/i.test(noun)) return noun;
  return isUncounted(noun) ? noun : `${articleOf(noun)} ${noun}`;
}

export function withoutArticle(noun: string): string {
  return noun.replace(/^(an?|the) (?=\S)/i, '');
}

/** "a old man" becomes "an old man". */
export function mendArticles(text: string): string {
  return text.replace(/(?<=^|\s)an?(?= [a-z\d])|^An?(?= [a-z\d])/g, (found, at: number) => {
    const right = articleOf(text.slice(at + found.length + 1));
    return found.charAt(0) + right.slice(1);
  });
}

function isUncounted(noun: string): boolean {
  const last = noun.toLowerCase().split(' ').at(-1) ?? '';
  return (
    UNCOUNTED.has(last) ||
    (/[^sui]s$/.test(last) && !/(lens|canvas|atlas|bus|gas|class|glass|christmas|iris)$/.test(last))
  );
}

function articleOf(noun: string): 'a' | 'an' {
  // What is spoken decides, not what is written.
  if (SPELT_VOWEL.test(noun) && !/^[AI] /.test(noun)) return 'an';
  if (SPELT_CONSONANT.test(noun) || SPOKEN_CONSONANT.test(noun)) return 'a';
  return SPOKEN_VOWEL.test(noun) ? 'an' : 'a';
}
