import type { Recovered } from '@blobscribe/core/prompt-document';
import type { Evidence } from '../vision/vision.ts';

/** What was asked for need not have come out. */
const CONFIDENCE = 0.5;
/** A prompt is read no further than its subject can be, and renderings shorten it at its joints. */
const MAX_READ = 2000;
const MAX_WORDS = 60;
/** Fewer words name a subject only together with what follows them. */
const FEW_WORDS = 3;
const MAX_PARTS = 3;

/** Praise that people add for the generator; it says nothing of the picture. */
const PRAISE = new RegExp(
  `^(?:${[
    'masterpiece|absurdres|highres|official art|newest|recent|detailed|sharp focus|professional',
    '(?:high|highest|best|top|good|great|amazing|normal) (?:quality|resolution|details?)',
    '(?:ultra|highly|extremely|hyper|insanely|very) ?-?(?:detailed|realistic|high[ -]res(?:olution)?)',
    'intricate(?: details?)?|award[- ]winning(?: \\w+)?|trending(?: on \\w+)?',
    '(?:4|8|16)k(?: \\w+)?|u?hd|hdr|raw(?: photo)?',
    '(?:score|rating|source) [\\w ]+|rating:\\w+',
  ].join('|')})$`,
  'i',
);

/** The subject that a generator was asked for: the first words of its prompt that describe something. */
export function evidenceOfPrompt({ prompt }: Pick<Recovered, 'prompt'>): Evidence {
  const parts = withoutSyntax(prompt.slice(0, MAX_READ))
    .split(/[,;\n]|\.\s/)
    .map((part) => withoutArtist(part).replace(/\s+/g, ' ').trim())
    .filter((part) => /\p{L}/u.test(part) && !PRAISE.test(part));
  const subject = joinFirst(parts);
  if (subject === '') return {};
  return { subject: { value: subject, confidence: CONFIDENCE, source: 'recovered' } };
}

/** Weights lose their numbers, networks and parameters go whole, alternatives keep their words apart. */
function withoutSyntax(prompt: string): string {
  return prompt
    .replace(/<[^<>]{0,200}>/g, ' ')
    .replace(/https?:\/\/\S+/g, ' ')
    .replace(/(?:^|\s)--[\s\S]*$/, ' ')
    .replace(/:{1,2}-?\d+(?:\.\d+)?/g, ' ')
    .replace(/\bembedding:\S+/gi, ' ')
    .replace(/\b(?:BREAK|AND|ADDCOMM|ADDBASE|ADDCOL|ADDROW)\b/g, ',')
    .replace(/[|]/g, ',')
    .replace(/[()[\]{}<>\\_*"]/g, ' ');
}

function withoutArtist(part: string): string {
  return part
    .replace(/\b(?:in the style of|style of|inspired by|artist:)\s.*$/i, '')
    .replace(/\bby\s+\p{Lu}.*$/u, '');
}

function joinFirst(parts: readonly string[]): string {
  let words: string[] = [];
  for (const [index, part] of parts.slice(0, MAX_PARTS).entries()) {
    if (index > 0 && words.length >= FEW_WORDS) break;
    if (index > 0) words = [...words.slice(0, -1), `${words.at(-1)},`];
    words = [...words, ...part.split(' ')];
  }
  return words.length > MAX_WORDS ? words.slice(0, MAX_WORDS).join(' ') : words.join(' ');
}
