export function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => word !== '').length;
}

/** "a, b and c". */
export function joinList(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A first word in lower case where it is sure to be no name. */
export function uncapitalise(text: string): string {
  return text.replace(/^(A|An|The|Some|Several|Many|One|Two|Three|Four|Five|In|On|At)\b/, (word) =>
    word.toLowerCase(),
  );
}

/** "an 85 mm lens", "a uniform", "the sea". */
export function withArticle(noun: string): string {
  if (/^(an?|the|some|one|two|three|four|five|several|many)\b/i.test(noun)) return noun;
  return `${articleOf(noun)} ${noun}`;
}

/** "a old man" becomes "an old man". */
export function mendArticles(text: string): string {
  return text.replace(/\b([Aa])n? (?=\w)/g, (_found, first: string, at: number) => {
    const rest = text.slice(text.indexOf(' ', at) + 1);
    return `${first}${articleOf(rest).slice(1)} `;
  });
}

function articleOf(noun: string): 'a' | 'an' {
  // What is spoken decides, not what is written.
  if (/^(uni|use|eu|one|ufo)/i.test(noun)) return 'a';
  return /^([aeiou]|hour|8|11\b|18\b)/i.test(noun) ? 'an' : 'a';
}

/** Words that lead to something: a text cut before one of them is still whole. */
const JOINTS =
  /(?:,| -| (?:with|without|in|on|at|by|near|beside|behind|under|over|above|of|from|into|against|among|between|and|or|while|as|next to|in front of|wearing|holding|looking|sitting|standing|lying|that|which|who)) /gi;

/** The text cut at its joints, the longest first: each whole in itself. */
export function shorten(text: string): string[] {
  return [...text.matchAll(JOINTS)]
    .map((joint) => text.slice(0, joint.index).trim())
    .filter((head) => countWords(head) > 1)
    .reverse();
}
