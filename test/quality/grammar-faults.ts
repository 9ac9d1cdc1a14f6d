import { type Check, faultsOf, type Violation } from './violation.ts';
import type { Rendering } from './violations.ts';

const FAULTS: readonly (readonly [RegExp, string, Check])[] = [
  [/\s{2}|^\s|\s$/, 'loose spaces', 'loose ends'],
  [/[,;]\s*[,;.]|[,;]$|^[,.;]|\s[,.;]|\.\./, 'a dangling comma', 'loose ends'],
  [
    /(?<=^|\s)(and|or|but|nor|with|without|of|from|to|at|by|for|into|onto|in|on|as|a|an|the)[.,]?$/iu,
    'a dangling end',
    'loose ends',
  ],
  [/\s(and|or|but|nor|with|of|a|an|the)[,.](\s|$)/i, 'a dangling word', 'loose ends'],
  [/^(and|or|but|nor|of)\s/i, 'a dangling start', 'loose ends'],
  [/\bwith with\b|\bin in\b|,? and and\b/i, 'a doubled word', 'repeated pairs'],
  [/\b(undefined|null|NaN)\b|\[\]|\[object|“”/, 'an empty slot', 'empty slots'],
  [/(^|, ), |(^|, )$(?<!^)/, 'an empty tag', 'empty slots'],
  [/(^|[,.:] )(an? |in |the )?(unknown|none|n\/a)(?=[,.]|$)/i, 'an empty slot', 'empty slots'],
];
const IMAGE_OF = /\b(image|picture|photo|photograph)s? of\b/i;
const PROSE = ['natural', 'flux', 'gpt-image', 'caption', 'alt-text'];

/** What a reader would stumble over; quotations are somebody else's grammar. */
export function findGrammarFaults({ target, own }: Rendering): Violation[] {
  const text = own.replace(/“[^“”]*”/g, '“x”');
  const isList = /^(sdxl|midjourney)/.test(target);
  return [
    ...FAULTS.filter(([pattern]) => pattern.test(text)).map(([, what, check]) => ({ check, what })),
    ...faultsOf('repeated pairs', [
      ...findDoubles(text),
      ...(target === 'tags' ? findTagTwins(text) : findPairs(text)),
      ...(isList ? findTwins(text) : []),
    ]),
    ...faultsOf('form', [
      ...(PROSE.includes(target) ? findProseFaults(target, text) : []),
      ...(target === 'alt-text' && IMAGE_OF.test(text) ? ['"image of"'] : []),
      ...(target === 'flux' && /\b(no|not|without|never)\b/i.test(text) ? ['a negative'] : []),
      ...(target === 'tags' && text !== text.toLowerCase() ? ['a capital'] : []),
    ]),
  ];
}

/** "navy navy", whatever the case; in "navy, navy" and "blue. Blue" a mark stands between. */
function findDoubles(text: string): string[] {
  const words = text.toLowerCase().split(/\s+/);
  return words
    .filter((word, index) => word.replace(/[,.;:!?]$/, '') === words[index - 1])
    .map((word) => `"${word}" twice`);
}

/** "green chair … green chair": two words that belong together, said twice. */
function findPairs(text: string): string[] {
  const pairs = text
    .toLowerCase()
    .split(/[,.:;!?“”]+(?=\s|$)|\s(?:an?|the|and|or|of|in|on|at|with|by|to)(?=\s)/)
    .flatMap((segment) => {
      const words = segment.split(/\s+/).filter((word) => word !== '');
      return words.slice(1).map((word, index) => `${words[index]} ${word}`);
    });
  return [...new Set(pairs.filter((pair, index) => pairs.indexOf(pair) < index))].map(
    (pair) => `the pair "${pair}" twice`,
  );
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

function findTagTwins(text: string): string[] {
  const tags = text === '' ? [] : text.split(', ');
  return new Set(tags).size < tags.length ? ['a tag twice'] : [];
}
