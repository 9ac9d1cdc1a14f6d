import { mendArticles } from './grammar.ts';

const NEUTRAL: Readonly<Record<string, string>> = {
  man: 'person',
  men: 'people',
  woman: 'person',
  women: 'people',
  boy: 'child',
  boys: 'children',
  girl: 'child',
  girls: 'children',
  gentleman: 'person',
  gentlemen: 'people',
  lady: 'person',
  ladies: 'people',
  he: 'they',
  she: 'they',
  him: 'them',
  his: 'their',
  her: 'their',
  himself: 'themself',
  herself: 'themself',
};

const GENDERED = new RegExp(`\\b(${Object.keys(NEUTRAL).join('|')})\\b`, 'gi');
const ADJECTIVES = /\b(male|female) (?=[a-z])/gi;

/** "a woman holding her hat" becomes "a person holding their hat"; a first capital stays. */
export function genderNeutral(text: string): string {
  const neutral = text.replace(ADJECTIVES, '').replace(GENDERED, (word) => {
    const replacement = NEUTRAL[word.toLowerCase()] ?? word;
    return /^[A-Z]/.test(word)
      ? replacement.charAt(0).toUpperCase() + replacement.slice(1)
      : replacement;
  });
  return neutral === text ? text : mendArticles(neutral);
}
