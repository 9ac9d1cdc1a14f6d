/** Generators read these as weights, alternatives, embeddings, wildcards, variables or quotations. */
const SYNTAX = /[()[\]{}<>|\\^~*`@_=+;"“”„‟«»‹›]+/g;
/** "$5", "#1" and "50%" are everyday words; `$name`, `#comment` and `%d` are not. */
const SIGNS = /[$#](?!\d)|(?<=[^\s])[$#]|(?<!\d)%/g;
/** A1111 and its extensions cut or combine prompts at these, in capitals only. */
const KEYWORDS = /\b(BREAK|AND|ADDCOMM|ADDBASE|ADDROW|ADDCOL)\b/g;
/** Every dash but the hyphen; phones make one of two hyphens, and Midjourney takes it for both. */
const LONG_DASH = /[\p{Pd}\u2212](?<!-)/gu;
/** No word in any dictionary is as long: an address, a hash, or an attempt to fill a prompt. */
const MAX_WORD_LENGTH = 60;

/**
 * Words that no generator takes for a command. What a model, a sign in the picture or an EXIF field says
 * is somebody else's text: it may describe, not steer.
 */
export function inert(text: string): string {
  const tame = text
    .normalize('NFKC')
    // Invisible within a word: "m\u00adan" is read as "man".
    .replace(/[\u00ad\u200b-\u200d\u2060\ufeff]+/g, '')
    // Control, format, surrogate, private-use and unassigned characters.
    .replace(/\p{C}+/gu, ' ')
    .replace(SYNTAX, ' ')
    .replace(SIGNS, ' ')
    // `word:1.3` weighs, `::` splits, `embedding:` loads; a ratio between digits stays.
    .replace(/(?<!\d):|:(?!\d)/g, ' ')
    .replace(/(?<=\d)[\p{Pd}\u2212](?=\d)/gu, '-')
    .replace(LONG_DASH, ' ')
    .replace(/(^|\s)-+|-{2,}|\/{2,}/g, ' ')
    .replace(KEYWORDS, (word) => word.toLowerCase());
  const words = tame.split(/\s+/).filter((word) => word.length <= MAX_WORD_LENGTH);
  return trimMarks(words.join(' '));
}

function trimMarks(text: string): string {
  return text.replace(/\s+([,.!?])/g, '$1').replace(/^[\s,.!?:/-]+|[\s,.:/-]+$/g, '');
}
