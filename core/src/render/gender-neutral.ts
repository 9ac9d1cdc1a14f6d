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
  male: 'person',
  female: 'person',
  he: 'they',
  she: 'they',
  him: 'them',
  his: 'their',
  her: 'their',
  himself: 'themself',
  herself: 'themself',
};

const GENDERED = new RegExp(`\\b(${Object.keys(NEUTRAL).join('|')})\\b`, 'gi');

/** "a woman holding her hat" becomes "a person holding their hat"; a first capital stays. */
export function genderNeutral(text: string): string {
  return text.replace(GENDERED, (word) => {
    const neutral = NEUTRAL[word.toLowerCase()] ?? word;
    return /^[A-Z]/.test(word) ? neutral.charAt(0).toUpperCase() + neutral.slice(1) : neutral;
  });
}
