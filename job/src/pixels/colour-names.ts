import { chroma, fromHex, type Oklab } from './oklab.ts';

/** Names that people use for colours, each with a typical example of it. */
const EXAMPLES = {
  black: '#0b0b0d',
  charcoal: '#36383a',
  'dark grey': '#565759',
  grey: '#828385',
  'light grey': '#b0b1b3',
  'warm grey': '#b5a79e',
  'blue-grey': '#97a2ae',
  'pale grey': '#d3d4d5',
  white: '#f8f8f7',
  cream: '#f5ead0',
  beige: '#d8c6a8',
  tan: '#c09a6b',
  taupe: '#8c7c6c',
  'light brown': '#a27c5c',
  brown: '#7b4b28',
  'dark brown': '#3d271a',
  rust: '#a34220',
  burgundy: '#6a1526',
  red: '#cb1f27',
  coral: '#f57f74',
  'burnt orange': '#bb5515',
  orange: '#ea7426',
  apricot: '#e9a06c',
  ochre: '#c98a3f',
  amber: '#f5a91e',
  peach: '#f8c7a2',
  gold: '#c9a23a',
  yellow: '#f7da30',
  'pale yellow': '#f6efa4',
  olive: '#7b7830',
  lime: '#a4d42c',
  green: '#2f8f3b',
  'dark green': '#183f29',
  sage: '#9fae96',
  mint: '#b5e5c8',
  teal: '#1b7f80',
  turquoise: '#3dc5c0',
  'pale blue': '#c8dcee',
  'soft blue': '#84a9cb',
  'sky blue': '#7dbde8',
  'steel blue': '#5b83ab',
  blue: '#2a60d0',
  'deep blue': '#1e3b76',
  'dark blue': '#2b4265',
  navy: '#141f3d',
  'slate grey': '#5e6a77',
  indigo: '#42319b',
  violet: '#7d40c3',
  lavender: '#bfb1e2',
  purple: '#7a2b86',
  plum: '#55264d',
  magenta: '#d6219a',
  pink: '#f29ab3',
  'pale pink': '#f4d5d9',
  'dusty pink': '#c38d90',
} as const;

export type ColourName = keyof typeof EXAMPLES;

const ANCHORS = Object.entries(EXAMPLES).map(([name, hex]) => ({
  name: name as ColourName,
  colour: fromHex(hex),
}));

/** A colour with less chroma has no hue to name. */
const NEUTRAL_CHROMA = 0.012;
const NEUTRALS = ANCHORS.filter(({ colour }) => chroma(colour) < NEUTRAL_CHROMA);

/** A change of hue or chroma changes a colour's name sooner than the same change of lightness. */
const TINT_WEIGHT = 3;

export function nameColour(colour: Oklab): ColourName {
  let best: ColourName = 'grey';
  let least = Number.POSITIVE_INFINITY;
  for (const anchor of chroma(colour) < NEUTRAL_CHROMA ? NEUTRALS : ANCHORS) {
    const distance = squaredDistance(anchor.colour, colour);
    if (distance < least) {
      least = distance;
      best = anchor.name;
    }
  }
  return best;
}

/** How differently two colours would be named, squared. */
export function squaredDistance(one: Oklab, other: Oklab): number {
  const tint = (one.a - other.a) ** 2 + (one.b - other.b) ** 2;
  return (one.lightness - other.lightness) ** 2 + TINT_WEIGHT * tint;
}
