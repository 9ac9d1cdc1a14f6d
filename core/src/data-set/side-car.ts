import type { Target } from '../options.ts';
import type { SucceededDocument } from '../prompt-document.ts';
import { renderedText } from './rendered-text.ts';

/** A file beside an image: its words as trainers read them, or the whole document. */
export const SIDE_CAR_KINDS = ['txt', 'caption', 'json'] as const;
export type SideCarKind = (typeof SIDE_CAR_KINDS)[number];

/** What happens to a side-car that is there already. */
export const EXISTING = ['skip', 'overwrite', 'append', 'prepend'] as const;
export type Existing = (typeof EXISTING)[number];

/** As trainers separate tags, and phrases of captions. */
const SEPARATOR = ', ';

/**
 * What the side-car of an image is to hold, given what it holds (undefined where there is none); undefined
 * if it is to stay as it is. Words that were put before or behind others are not put there twice.
 */
export function sideCarText(
  document: SucceededDocument,
  { kind, target, existing }: { kind: SideCarKind; target: Target; existing: Existing },
  present: string | undefined,
): string | undefined {
  if (present !== undefined && existing === 'skip') return undefined;
  if (kind === 'json') return `${JSON.stringify(document, null, 2)}\n`;
  const words = renderedText(document, target).toWellFormed();
  const others = present?.trim() ?? '';
  if (others === '' || existing === 'overwrite') return words;
  if (existing === 'append') {
    return others.endsWith(words) ? undefined : `${others}${SEPARATOR}${words}`;
  }
  return others.startsWith(words) ? undefined : `${words}${SEPARATOR}${others}`;
}

/**
 * Names the side-cars of one folder's images: the image's name with another ending, as every tool pairs
 * them; where several images have one name but for their endings, the first has it, and the others keep
 * their whole name before the new ending. `names` are all images of the folder, in their order: whose a
 * side-car is must not depend on which of them are described.
 */
export function createSideCarNames(
  names: readonly string[],
): (name: string, kind: SideCarKind) => string {
  const stems = new Map<string, string>();
  const taken = new Set<string>();
  const later: string[] = [];
  const take = (name: string, stem: string) => {
    const key = stem.toLowerCase();
    if (taken.has(key)) return false;
    taken.add(key);
    stems.set(name, stem);
    return true;
  };
  for (const name of names) if (!take(name, stemOf(name))) later.push(name);
  for (const name of later) {
    for (let count = 1; !take(name, count === 1 ? name : `${name} (${count})`); ) count += 1;
  }

  return function sideCarName(name, kind) {
    return `${stems.get(name) ?? stemOf(name)}.${kind}`;
  };
}

function stemOf(name: string): string {
  return name.replace(/(?<=[^/])\.[^./]*$/, '');
}
