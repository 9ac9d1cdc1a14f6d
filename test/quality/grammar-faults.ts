import type { Rendering } from './violations.ts';

const FAULTS: readonly (readonly [RegExp, string])[] = [
  [/\s{2}|^\s|\s$/, 'loose spaces'],
  [/[,;]\s*[,;.]|[,;]$|^[,.;]|\s[,.;]|\.\./, 'a dangling comma'],
  [
    /(?<=^|\s)(and|or|but|nor|with|without|of|from|to|at|by|for|into|onto|in|on|as|a|an|the)[.,]?$/iu,
    'a dangling end',
  ],
  [/\s(and|or|but|nor|with|of|a|an|the)[,.](\s|$)/i, 'a dangling word'],
  [/^(and|or|but|nor|of)\s/i, 'a dangling start'],
  [/\bwith with\b|\bin in\b|,? and and\b/i, 'a doubled word'],
  [/\b(undefined|null|NaN)\b|\[\]|\[object|“”/, 'an empty slot'],
  [/(^|[,.:] )(an? |in |the )?(unknown|none|n\/a)(?=[,.]|$)/i, 'an empty slot'],
];
const PROSE = ['natural', 'flux', 'gpt-image', 'caption', 'alt-text'];

/** What a reader would stumble over; quotations are somebody else's grammar. */
export function findGrammarFaults({ target, own }: Rendering): string[] {
  const text = own.replace(/“[^“”]*”/g, '“x”');
  const faults = FAULTS.filter(([pattern]) => pattern.test(text)).map(([, fault]) => fault);
  return [
    ...faults,
    ...findPairs(text),
    ...(PROSE.includes(target) ? findProseFaults(target, text) : []),
    ...(target === 'alt-text' && /\b(image|picture|photo|photograph)s? of\b/i.test(text)
      ? ['"image of"']
      : []),
    ...(target === 'flux' && /\b(no|not|without|never)\b/i.test(text) ? ['a negative'] : []),
    ...(target === 'tags' ? findTagFaults(text) : []),
    ...(/^(sdxl|midjourney)/.test(target) ? findTwins(text) : []),
  ];
}

/** "navy navy", whatever the case; in "navy, navy" and "blue. Blue" a mark stands between. */
function findPairs(text: string): string[] {
  const words = text.toLowerCase().split(/\s+/);
  return words
    .filter((word, index) => word.replace(/[,.;:!?]$/, '') === words[index - 1])
    .map((word) => `"${word}" twice`);
}

/** A phrase of a list that is there already. */
function findTwins(text: string): string[] {
  const phrases = text.toLowerCase().split(', ');
  return phrases.filter((phrase, at) => phrases.indexOf(phrase) < at && phrase.includes(' '));
}

function findProseFaults(target: string, text: string): string[] {
  const articles =
    text.match(/(?<![\p{L}\p{M}\p{N}])([Aa] [aeio]|[Aa]n [bcdfgjklmnpqrstvwyz])[a-z]+ /gu) ?? [];
  const wrong = articles.filter((found) => !/^a (one|once|eu)/i.test(found));
  const first = /^\p{Ll}/u.exec(text)?.[0] ?? '';
  const capital = /[a-z]/.test(first) && text.includes(' ');
  return [
    ...wrong.map((found) => `the article of "${found}"`),
    ...(capital && target !== 'caption' ? ['no capital'] : []),
  ];
}

function findTagFaults(text: string): string[] {
  const tags = text === '' ? [] : text.split(', ');
  return [
    ...(new Set(tags).size < tags.length ? ['a tag twice'] : []),
    ...(text !== text.toLowerCase() ? ['a capital'] : []),
    ...(tags.some((tag) => tag.trim() === '') && tags.length > 0 ? ['an empty tag'] : []),
  ];
}
