/** The one of `names` that `text` was probably meant to be: a third of it may be typed wrong, no more. */
export function closest(text: string, names: readonly string[]): string | undefined {
  const ranked = names
    .map((name) => ({ name, distance: name.startsWith(text) ? 0 : distance(text, name) }))
    .sort((one, other) => one.distance - other.distance);
  const [best] = ranked;
  return best && text !== '' && best.distance <= Math.ceil(text.length / 3) ? best.name : undefined;
}

/** How many letters have to be put in, taken out, changed or swapped (optimal string alignment). */
function distance(from: string, to: string): number {
  let before: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row += 1) {
    const present = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const cost = from[row - 1] === to[column - 1] ? 0 : 1;
      const isSwap = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      present[column] = Math.min(
        (last[column] ?? 0) + 1,
        (present[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + cost,
        isSwap ? (before[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    before = last;
    last = present;
  }
  return last[to.length] ?? 0;
}
