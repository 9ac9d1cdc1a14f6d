/** A number where it says the same as the text does; "0042" and what no number holds stay text. */
export function readNumber(text: string): string | number {
  if (!/^-?(?:0|[1-9]\d{0,15})(?:\.\d{1,15})?$/.test(text)) return text;
  const value = Number(text);
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? text : value;
}
