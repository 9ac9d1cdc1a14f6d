import { type Options, TARGETS, type Target } from './options.ts';

/**
 * What can be asked of a vision provider, each billed by some. `scene` is everything at once, of those
 * that answer in one piece; `gender-neutral` changes how a caption is worded and costs nothing.
 */
export const FEATURES = [
  'scene',
  'caption',
  'dense-captions',
  'tags',
  'objects',
  'people',
  'text',
  'gender-neutral',
] as const;

export type Feature = (typeof FEATURES)[number];

/** What each target makes words of; what it would not use is not paid for. */
const NEEDS: Readonly<Record<Target, readonly Feature[]>> = {
  natural: ['caption', 'tags', 'objects', 'people', 'text'],
  sdxl: ['caption', 'tags', 'objects'],
  flux: ['caption', 'tags', 'objects', 'people', 'text'],
  midjourney: ['caption', 'tags'],
  'gpt-image': ['caption', 'dense-captions', 'tags', 'objects', 'people', 'text'],
  tags: ['tags', 'objects'],
  caption: ['caption', 'tags', 'objects'],
  'alt-text': ['caption', 'text'],
};

/** What to ask of a provider for these options: what the wanted targets need, of what it offers. */
export function chooseFeatures(
  options: Options,
  { offers }: { readonly offers: readonly Feature[] },
): Feature[] {
  const needed = new Set((options.targets ?? TARGETS).flatMap((target) => NEEDS[target]));
  if (options.includeText === false) needed.delete('text');
  if (options.genderNeutral) needed.add('gender-neutral');
  needed.add('scene');
  return offers.filter((feature) => needed.has(feature));
}
