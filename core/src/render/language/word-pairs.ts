/** Words that stand between others without belonging to either. */
const BETWEEN = /[,.:;!?“”…]+(?=\s|$)|(?<!\S)(?:an?|the|and|or|of|in|on|at|with|by|to)(?!\S)/gi;

/** Two words that stand together, "green chair", each with where it begins; in lower case. */
export function wordPairs(text: string): { pair: string; at: number }[] {
  const pairs: { pair: string; at: number }[] = [];
  let before: { word: string; at: number } | undefined;
  for (const { 0: word, index: at } of text.replace(BETWEEN, spaceFor).matchAll(/\S+/g)) {
    const isTogether = before && /^\s+$/.test(text.slice(before.at + before.word.length, at));
    if (before && isTogether) {
      pairs.push({ pair: `${before.word} ${word}`.toLowerCase(), at: before.at });
    }
    before = { word, at };
  }
  return pairs;
}

/** Captioners get caught in loops: a phrase ends before the first pair that it has said already. */
export function beforeRepeatedPair(text: string): string {
  const said = new Set<string>();
  for (const { pair, at } of wordPairs(text)) {
    if (said.has(pair)) return text.slice(0, at);
    said.add(pair);
  }
  return text;
}

function spaceFor(found: string): string {
  return ' '.repeat(found.length);
}
