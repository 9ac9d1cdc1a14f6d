import { type Structure, TILES } from './structure.ts';

/** Root mean square of second differences, in levels, that an eye sees as grain, and what only texture has. */
const MIN_GRAIN = 8;
const MAX_GRAIN = 40;
/** Grain is as strong at one scale as at none above: of textures and edges the coarse part is the larger. */
const MIN_RATIO = 1.35;
/** Clipped tiles show no grain; of the others nearly all must. */
const DARKEST = 20;
const LIGHTEST = 235;
const MIN_SHARE = 0.85;
const MIN_JUDGED = 0.4;

/** "visible grain": fine noise without any coarser structure, all over the frame. */
export function findGrain({ fine, coarse, level }: Structure): string | undefined {
  const judged = [...level.keys()].filter((tile) => {
    const value = level[tile] ?? 0;
    return value > DARKEST && value < LIGHTEST;
  });
  const grainy = judged.filter((tile) => {
    const grain = fine[tile] ?? 0;
    return grain > MIN_GRAIN && grain < MAX_GRAIN && grain > MIN_RATIO * (coarse[tile] ?? 0);
  });
  const enough = judged.length >= MIN_JUDGED * TILES * TILES;
  return enough && grainy.length >= MIN_SHARE * judged.length ? 'visible grain' : undefined;
}
