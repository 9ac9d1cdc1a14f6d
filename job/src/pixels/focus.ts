import { type Structure, TILES } from './structure.ts';

/** Second differences, in levels, of a tile at half resolution that has structure to judge by, not grain alone. */
const STRUCTURE = 4;
/** Fine to coarse structure: an edge in focus keeps above the first, one out of focus falls below the second. */
const SHARP_RATIO = 0.52;
const SOFT_RATIO = 0.48;
/** Shallow depth of field: part of the picture is soft though it has structure, part is sharp. */
const SHALLOW_SOFT_SHARE = 0.14;
const SHALLOW_SHARP_SHARE = 0.3;
/** Crisp: nearly all of what is more than grain is sharp, and that is most of the picture. */
const CRISP_STRUCTURE = 8;
const CRISP_SHARE = 0.85;
const CRISP_STRUCTURED = 0.6;
/** Where no tile has finer structure than this, nothing has an edge. */
const BLURRED = 11;

/** What is sharp and what is not, where the evidence is strong; only a lens has a depth of field. */
export function findFocus({ fine, coarse }: Structure, photographed: boolean): string | undefined {
  if (Math.max(...fine) < BLURRED) return 'soft forms without sharp edges';
  if (!photographed) return undefined;
  const ratiosFrom = (structured: number) =>
    [...fine]
      .map((value, tile) => ({ ratio: value / (coarse[tile] ?? 1), coarse: coarse[tile] ?? 0 }))
      .filter((tile) => tile.coarse >= structured)
      .map(({ ratio }) => ratio);
  const all = TILES * TILES;
  const sharp = ratiosFrom(STRUCTURE).filter((ratio) => ratio > SHARP_RATIO).length;
  const soft = ratiosFrom(STRUCTURE).filter((ratio) => ratio < SOFT_RATIO).length;
  if (soft >= SHALLOW_SOFT_SHARE * all && sharp >= SHALLOW_SHARP_SHARE * all) {
    return 'shallow depth of field';
  }
  const plain = ratiosFrom(CRISP_STRUCTURE);
  const crisp = plain.filter((ratio) => ratio > SHARP_RATIO).length >= CRISP_SHARE * plain.length;
  return crisp && plain.length >= CRISP_STRUCTURED * all ? 'crisp detail' : undefined;
}
