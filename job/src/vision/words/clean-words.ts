/** A caption is a sentence. */
const MAX_CAPTION_LENGTH = 300;
/** A name is a word or a few. */
export const MAX_NAME_LENGTH = 60;

/** Signs of layout and of writing direction, and what shows nothing at all. */
const INVISIBLE = /[\p{C}\p{Default_Ignorable_Code_Point}]/gu;
/** Space by the looks of it; to Unicode, Braille's empty cell is a symbol. */
const SPACES = /[\s\u2800]+/gu;

/**
 * Somebody else's words as they are seen: without control, format, direction and private-use
 * characters, in one line, at most `maxLength` long, cut between words where there are any.
 */
export function cleanWords(text: string, maxLength: number): string {
  const line = text
    .replace(SPACES, ' ')
    .replace(INVISIBLE, '')
    .normalize('NFC')
    .replace(SPACES, ' ')
    .trim();
  if (line.length <= maxLength) return line;
  // Half a surrogate pair is no character.
  const cut = line.slice(0, maxLength).replace(/[\ud800-\udbff]$/, '');
  const lastSpace = line[maxLength] === ' ' ? -1 : cut.lastIndexOf(' ');
  return (lastSpace > maxLength / 2 ? cut.slice(0, lastSpace) : cut).trimEnd();
}

export function cleanCaption(text: string): string {
  return cleanWords(text, MAX_CAPTION_LENGTH);
}

/** A name in lower case, as all are compared and said. */
export function cleanName(text: string): string {
  return cleanWords(text, MAX_NAME_LENGTH).toLowerCase();
}
