export function countWords(text: string): number {
  return text.match(/\S+/g)?.length ?? 0;
}

/** "a, b and c". */
export function joinList(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

export function capitalise(text: string): string {
  const first = /^\p{Ll}/u.exec(text)?.[0] ?? '';
  const capital = first.toUpperCase();
  // "ß" and some Greek letters have no capital of their own.
  return capital.toLowerCase() === first && capital.length === first.length
    ? capital + text.slice(first.length)
    : text;
}

/** A first word in lower case where it is sure to be no name. */
export function uncapitalise(text: string): string {
  return text.replace(
    /^(A|An|The|Some|Several|Many|One|Two|Three|Four|Five|In|On|At|Man|Men|Woman|Women|Person|People|Child|Children|Boy|Girl|Close)\b/,
    (word) => word.toLowerCase(),
  );
}

/** Parts after one another, a comma between those that are there. */
export function joinParts(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(', ');
}

/** Each part a sentence. */
export function toSentences(parts: readonly string[]): string {
  return parts
    .filter((part) => part !== '')
    .map((part) => `${capitalise(part)}.`)
    .join(' ');
}

/** Words that lead to something: a text cut before one of them is still whole. */
const JOINTS = new RegExp(
  '(?:,| -' +
    // "covered with", "made in", "next to" hang together.
    '|(?<!\\b(?:\\w+ed|made|next)) (?:in front of|next to|with|without|in|on|at|by|near|beside|behind|' +
    'under|over|above|into|through|against|among|between|while|which|who|wearing|holding|looking|sitting|standing|lying|' +
    'walking|running|riding|playing)' +
    // "a man mending a net", but no "building".
    '| \\w{2,}ing(?= (?:an?|the|his|her|their|its|some|two|three)\\b)' +
    '| and(?= an?\\b)) ',
  'gi',
);

/** The text cut at its joints, the longest first: each whole in itself. */
export function shorten(text: string): string[] {
  return [...text.matchAll(JOINTS)]
    .map((joint) => text.slice(0, joint.index).trim())
    .filter((head) => countWords(head) > 1)
    .reverse();
}
