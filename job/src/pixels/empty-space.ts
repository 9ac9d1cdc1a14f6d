import { tileMeans } from './detail.ts';
import type { LabGrid } from './grid.ts';

const TILES = 8;
/** Mean detail of a tile in which an eye finds nothing: sky, wall, darkness. */
const EMPTY_DETAIL = 0.009;
const MIN_SHARE = 0.28;
/** A sky changes slowly; a larger step in lightness from tile to tile is the edge of something else. */
const MAX_STEP = 0.06;
/** Beyond this distance of its middle from the frame's, the space lies at a side. */
const ASIDE = 0.18;

/** The largest connected even area, if it is large, and where it lies. */
export function findEmptySpace(
  detail: Float32Array,
  { width, height, lightness }: LabGrid,
): string | undefined {
  const tiles = tileMeans(detail, width, height, TILES, TILES);
  const light = tileMeans(lightness, width, height, TILES, TILES);
  const region = largestRegion(
    light.map((value, tile) => (isEmpty(tiles[tile]) ? value : Number.NaN)),
  );
  if (region.length < MIN_SHARE * tiles.length) return undefined;
  const middle = (values: readonly number[]) =>
    (values.reduce((sum, value) => sum + value, 0) / values.length + 0.5) / TILES - 0.5;
  const x = middle(region.map((tile) => tile % TILES));
  const y = middle(region.map((tile) => Math.floor(tile / TILES)));
  if (Math.max(Math.abs(x), Math.abs(y)) < ASIDE) return 'plenty of negative space';
  if (Math.abs(y) >= Math.abs(x)) return `open space ${y < 0 ? 'above' : 'below'}`;
  return `open space on the ${x < 0 ? 'left' : 'right'}`;
}

function isEmpty(detail: number | undefined): boolean {
  return detail !== undefined && detail < EMPTY_DETAIL;
}

/** `light` is the lightness of the empty tiles, not a number elsewhere. */
function largestRegion(light: Float32Array): number[] {
  const seen = new Set<number>();
  let largest: number[] = [];
  light.forEach((value, tile) => {
    if (Number.isNaN(value) || seen.has(tile)) return;
    const region = fill(light, tile, seen);
    if (region.length > largest.length) largest = region;
  });
  return largest;
}

function fill(light: Float32Array, start: number, seen: Set<number>): number[] {
  const region: number[] = [];
  const open = [start];
  seen.add(start);
  for (let tile = open.pop(); tile !== undefined; tile = open.pop()) {
    region.push(tile);
    for (const next of neighbours(tile)) {
      const step = Math.abs((light[next] ?? Number.NaN) - (light[tile] ?? Number.NaN));
      if (!(step <= MAX_STEP) || seen.has(next)) continue;
      seen.add(next);
      open.push(next);
    }
  }
  return region;
}

function neighbours(tile: number): number[] {
  const column = tile % TILES;
  return [
    ...(column > 0 ? [tile - 1] : []),
    ...(column < TILES - 1 ? [tile + 1] : []),
    tile - TILES,
    tile + TILES,
  ];
}
