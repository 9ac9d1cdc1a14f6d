/** Measures something once, in whatever unit its row has. */
export type Measure = () => Promise<number>;

/**
 * The median of each side over `rounds`. All sides are measured in each round, each round begins with
 * another, so that whatever else the machine does meets them alike.
 */
export async function interleave<Side extends string>(
  rounds: number,
  sides: Readonly<Record<Side, Measure>>,
): Promise<Record<Side, number>> {
  const names = Object.keys(sides) as Side[];
  const measured = new Map<Side, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    const first = round % names.length;
    for (const name of [...names.slice(first), ...names.slice(0, first)]) {
      measured.get(name)?.push(await sides[name]());
    }
  }
  const medians = names.map((name) => [name, medianOf(measured.get(name) ?? [])]);
  return Object.fromEntries(medians);
}

/** The middle one, or the mean of the two in the middle. */
export function medianOf(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  const [low = 0, high = 0] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}
