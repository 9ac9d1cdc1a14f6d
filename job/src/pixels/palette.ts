import type { Colour } from '@blobscribe/core/scene';
import { type ColourName, nameColour, squaredDistance } from './colour-names.ts';
import type { Grid } from './grid.ts';
import { chroma, hue, type Oklab, toHex, toOklab } from './oklab.ts';

/** A smaller area is not what a picture is "in". */
const MIN_SHARE = 0.03;
/** A vivid spot in another hue than all the rest, or much darker or lighter, is seen even when it is small. */
const MIN_ACCENT_SHARE = 0.006;
const MIN_ACCENT_CHROMA = 0.1;
const MIN_ACCENT_HUE_APART = 50;
const MIN_ACCENT_LIGHTNESS_APART = 0.5;
/** Below this chroma a colour reads as a grey. */
const NEUTRAL_CHROMA = 0.035;
/** Two clusters nearer than this are one colour that lies across the border of two names. */
const MERGE_DISTANCE = 0.1;
const MAX_COLOURS = 5;
/** Of a patch of colour the eye keeps its vivid part: a cell weighs this and its chroma. */
const GREY_WEIGHT = 0.03;
/** RGB is cut to 32 steps to name each shade once, not each cell. */
const SHADE_STEP = 8;

/** Sums over cells; the colour sums are weighed, `weight` is the sum of the weights. */
type Cluster = { cells: number; weight: number; red: number; green: number; blue: number };

type Shade = { readonly cluster: Cluster; readonly weight: number };

/** The named colours of a picture, the most telling first. */
export function findPalette(grid: Grid): Colour[] {
  const total = grid.width * grid.height;
  const clusters = mergeNear(clusterByName(grid));
  const all = clusters.map((cluster) => describe(cluster, total)).sort(byProminence);
  const main = all.filter(({ share }) => share >= MIN_SHARE).slice(0, MAX_COLOURS);
  const accent = all.find((colour) => isAccent(colour, main));
  const chosen = accent ? [...main.slice(0, MAX_COLOURS - 1), accent] : main;
  return chosen.map(({ name, hex, share }) => ({ name, hex, share: Number(share.toFixed(3)) }));
}

type Described = Colour & { readonly colour: Oklab };

function describe(cluster: Cluster, total: number): Described {
  const colour = mean(cluster);
  const { red, green, blue, weight } = cluster;
  const hex = toHex(red / weight, green / weight, blue / weight);
  return { name: nameColour(colour), hex, share: cluster.cells / total, colour };
}

function clusterByName({ rgb }: Grid): Cluster[] {
  const shades: (Shade | undefined)[] = new Array(32 ** 3);
  const clusters = new Map<ColourName, Cluster>();
  for (let at = 0; at < rgb.length; at += 3) {
    const red = rgb[at] ?? 0;
    const green = rgb[at + 1] ?? 0;
    const blue = rgb[at + 2] ?? 0;
    const key = (stepOf(red) << 10) | (stepOf(green) << 5) | stepOf(blue);
    const shade = shades[key] ?? describeShade(key, clusters);
    shades[key] = shade;
    const { cluster, weight } = shade;
    cluster.cells += 1;
    cluster.weight += weight;
    cluster.red += red * weight;
    cluster.green += green * weight;
    cluster.blue += blue * weight;
  }
  return [...clusters.values()];
}

function stepOf(level: number): number {
  return Math.min(31, Math.floor(level / SHADE_STEP));
}

function describeShade(key: number, clusters: Map<ColourName, Cluster>): Shade {
  const middle = (step: number) => (step & 31) * SHADE_STEP + SHADE_STEP / 2;
  const colour = toOklab(middle(key >> 10), middle(key >> 5), middle(key));
  const name = nameColour(colour);
  const cluster = clusters.get(name) ?? { cells: 0, weight: 0, red: 0, green: 0, blue: 0 };
  clusters.set(name, cluster);
  return { cluster, weight: GREY_WEIGHT + chroma(colour) };
}

function add(cluster: Cluster, other: Cluster): void {
  cluster.cells += other.cells;
  cluster.weight += other.weight;
  cluster.red += other.red;
  cluster.green += other.green;
  cluster.blue += other.blue;
}

/** The lighter joins the heavier, until all are apart and no name occurs twice. */
function mergeNear(clusters: readonly Cluster[]): Cluster[] {
  const kept: Cluster[] = [];
  for (const cluster of [...clusters].sort((one, other) => other.cells - one.cells)) {
    const near = kept.find((other) => isSameColour(mean(cluster), mean(other)));
    if (!near) kept.push({ ...cluster });
    else add(near, cluster);
  }
  return kept.length < clusters.length ? mergeNear(kept) : kept;
}

function isSameColour(one: Oklab, other: Oklab): boolean {
  return squaredDistance(one, other) < MERGE_DISTANCE ** 2 || nameColour(one) === nameColour(other);
}

function mean({ weight, red, green, blue }: Cluster): Oklab {
  return toOklab(red / weight, green / weight, blue / weight);
}

/** A vivid colour is named before a grey of the same area. */
function byProminence(one: Described, other: Described): number {
  return prominence(other) - prominence(one);
}

function prominence({ share, colour }: Described): number {
  return share * (0.3 + 25 * chroma(colour) ** 2);
}

function isAccent(candidate: Described, main: readonly Described[]): boolean {
  if (candidate.share < MIN_ACCENT_SHARE || candidate.share >= MIN_SHARE) return false;
  return isVivid(candidate.colour, main) || isStark(candidate.colour, main);
}

function isVivid(candidate: Oklab, main: readonly Described[]): boolean {
  if (chroma(candidate) < MIN_ACCENT_CHROMA) return false;
  return main.every(
    ({ colour }) =>
      chroma(colour) < NEUTRAL_CHROMA ||
      hueDistance(hue(colour), hue(candidate)) >= MIN_ACCENT_HUE_APART,
  );
}

function isStark(candidate: Oklab, main: readonly Described[]): boolean {
  return main.every(
    ({ colour }) => Math.abs(colour.lightness - candidate.lightness) >= MIN_ACCENT_LIGHTNESS_APART,
  );
}

function hueDistance(one: number, other: number): number {
  const apart = Math.abs(one - other);
  return Math.min(apart, 360 - apart);
}
