/** Of somebody else's text so much is shown on a line, in characters. */
const MAX_LINE = 300;

/** Somebody else's text on one line, unable to steer the terminal; the whole is in the document. */
export function forTerminal(text: string, maxLength = MAX_LINE): string {
  const line = text.replace(/[\p{C}\s]+/gu, ' ').trim();
  return line.length > maxLength ? `${line.slice(0, maxLength)}…` : line;
}

/**
 * A value as JSON that cannot steer a terminal either: JSON escapes the first 32 control characters, but
 * neither the second 32, which begin the same sequences, nor those that turn the reading direction.
 */
export function jsonForTerminal(value: unknown, indent = 0): string {
  const json = JSON.stringify(value, null, indent);
  return json.replace(/(?!\n)[\p{C}\p{Zl}\p{Zp}]/gu, (character) =>
    character.split('').map(escapeUnit).join(''),
  );
}

/** JSON knows UTF-16 units only. */
function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
