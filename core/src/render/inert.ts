/** Generators read these as weights, alternatives, embeddings, wildcards or parameters. */
const SYNTAX = /[()[\]{}<>|\\^~*`#@$%_=+;"“”„«»]+/g;

/**
 * Words that no generator takes for a command. What a model, a sign in the picture or an EXIF field says
 * is somebody else's text: it may describe, not steer.
 */
export function inert(text: string): string {
  return (
    text
      .normalize('NFKC')
      // Control, format, surrogate, private-use and unassigned characters.
      .replace(/\p{C}+/gu, ' ')
      .replace(SYNTAX, ' ')
      // `word:1.3` weighs, `::` splits; a ratio between digits stays.
      .replace(/(?<!\d):|:(?!\d)/g, ' ')
      // Midjourney's parameters, also as the long dashes that phones make of two hyphens.
      .replace(/(^|\s)[-–—]+|-{2,}|[–—]/g, ' ')
      // A1111 cuts the prompt there.
      .replace(/\b(BREAK|AND)\b/g, (word) => word.toLowerCase())
      .replace(/\s+/g, ' ')
      .replace(/\s+([,.!?])/g, '$1')
      .replace(/^[\s,.!?:/-]+|[\s,.:/-]+$/g, '')
  );
}
