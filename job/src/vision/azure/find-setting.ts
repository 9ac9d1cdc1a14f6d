/** Less sure of a place than this, the service guesses. */
const MIN_PLACE = 0.85;

/** Tags that name a place to be in or on; others name what is there. */
const PLACES = new Set(
  (
    'airport bathroom beach bedroom cafe church city classroom desert farm forest garden gym harbor ' +
    'hospital kitchen library museum office park restaurant stadium street supermarket'
  ).split(' '),
);
const SIDES = ['indoor', 'outdoor'];

export type Named = { readonly name: string; readonly confidence: number };

/** Where it is, from the surest tag that says so and that the caption does not: a room before indoors. */
export function findSetting(
  tags: readonly Named[],
  caption: string,
): { value: string; confidence: number } | undefined {
  const sure = tags.filter(({ confidence }) => confidence >= MIN_PLACE);
  const places = sure.filter(({ name }) => PLACES.has(name));
  const isTold = places.some(({ name }) => caption.toLowerCase().includes(name));
  if (isTold) return undefined;
  const [place] = places;
  const [side, contradiction] = sure.filter(({ name }) => SIDES.includes(name));
  const named = place ?? (contradiction ? undefined : side);
  return named ? { value: named.name, confidence: named.confidence } : undefined;
}
