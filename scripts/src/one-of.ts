import { closest } from './closest.ts';

/**
 * `text` as one of `names`.
 * @throws {Error} that names all of them, and the one that may be meant.
 */
export function oneOf<Name extends string>(
  flag: string,
  text: string,
  names: readonly Name[],
): Name {
  const found = names.find((name) => name === text);
  if (found !== undefined) return found;
  const meant = closest(text, names);
  const advice = meant === undefined ? `there is ${names.join(', ')}` : `did you mean ${meant}?`;
  throw new Error(`${flag} ${text}: ${advice}`);
}
