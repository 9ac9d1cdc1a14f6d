const FORMS: Readonly<Record<string, string>> = {
  he: 'they',
  she: 'they',
  him: 'them',
  his: 'their',
  her: 'their',
  hers: 'theirs',
  himself: 'themself',
  herself: 'themself',
};
const PRONOUNS = new RegExp(`\\b(${Object.keys(FORMS).join('|')})\\b`, 'gi');
/** After "her" these begin something else: she is the object, not the owner. */
const ENDS_OBJECT =
  /^(?:$|[,.;:!?]| (?:and|or|but|in|on|at|by|with|from|to|of|near|behind|beside|while|as|who|that|is|was|are|were|up|down|out|off|away)\b)/i;
const VERBS: Readonly<Record<string, string>> = {
  is: 'are',
  was: 'were',
  has: 'have',
  does: 'do',
  goes: 'go',
};
/** They end like verbs of the third person. */
const NO_VERBS = /^(always|sometimes|perhaps|besides|afterwards|nowadays|his|this|thus|\w+ss)$/i;

/** "she is holding her hat" becomes "they are holding their hat". */
export function neutralPronouns(text: string): string {
  return text
    .replace(
      /\b(s?he)(['’])s\b/gi,
      (_found, pronoun: string, mark: string) => `${like(pronoun, 'they')}${mark}re`,
    )
    .replace(
      /\b(s?he)( \w+ly| also| then| now)? (\w+s)\b/gi,
      (_found, pronoun: string, adverb: string | undefined, verb: string) =>
        `${like(pronoun, 'they')}${adverb ?? ''} ${pluralVerb(verb)}`,
    )
    .replace(PRONOUNS, (word, _pronoun, at: number, whole: string) =>
      like(word, formOf(word.toLowerCase(), whole.slice(at + word.length))),
    );
}

function formOf(pronoun: string, rest: string): string {
  if (pronoun === 'her' && ENDS_OBJECT.test(rest)) return 'them';
  if (pronoun === 'his' && /^\s*($|[,.;:!?])/.test(rest)) return 'theirs';
  return FORMS[pronoun] ?? pronoun;
}

function pluralVerb(verb: string): string {
  const known = VERBS[verb.toLowerCase()];
  if (known) return known;
  if (NO_VERBS.test(verb)) return verb;
  if (/[^aeiou]ies$/.test(verb)) return verb.replace(/ies$/, 'y');
  return /(ch|sh|ss|x|zz)es$/.test(verb) ? verb.slice(0, -2) : verb.slice(0, -1);
}

function like(word: string, replacement: string): string {
  return /^[A-Z]/.test(word)
    ? replacement.charAt(0).toUpperCase() + replacement.slice(1)
    : replacement;
}
