/** Of a line's letters so many may be wrong. */
const MOST_WRONG = 0.1;

/** Whether a line stands in a text, spaces, marks and capitals aside, but for one letter in ten. */
export function isLineThere(line: string, text: string): boolean {
  const [wanted, all] = [lettersOf(line), lettersOf(text)];
  return distanceWithin(wanted, all) <= MOST_WRONG * wanted.length;
}

function lettersOf(text: string): string {
  return (text.toLowerCase().match(/[\p{L}\p{N}]/gu) ?? []).join('');
}

/** The least edits that make one text a part of another (Sellers 1980). */
function distanceWithin(wanted: string, all: string): number {
  let before = new Array<number>(all.length + 1).fill(0);
  for (const [row, letter] of [...wanted].entries()) {
    const now = [row + 1];
    for (let column = 1; column <= all.length; column += 1) {
      const change = (before[column - 1] ?? 0) + (all[column - 1] === letter ? 0 : 1);
      now.push(Math.min(change, (before[column] ?? 0) + 1, (now[column - 1] ?? 0) + 1));
    }
    before = now;
  }
  return Math.min(...before);
}
