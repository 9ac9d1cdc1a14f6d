/** A model's guess at a name, and nobody's consent. */
const STYLE_OF = /,?\s*\b(?:in|after) the (?:style|manner) of\b[^,]*/gi;
const INSPIRED = /,?\s*\b(?:inspired by|reminiscent of|à la)\b[^,]*/gi;
/** With a capital somebody, else something: "by hand". */
const BY_NAME = /,?\s*\bby \p{Lu}[^,]*/gu;

/** A caption without the artist whom it guesses: "a portrait in the style of Monet". */
export function withoutStyleOf(text: string): string {
  return text.replace(STYLE_OF, '').trim();
}

/** A style without any person: "oil painting by Claude Monet" is "oil painting". */
export function withoutArtists(text: string): string {
  return withoutStyleOf(text).replace(INSPIRED, '').replace(BY_NAME, '').trim();
}
