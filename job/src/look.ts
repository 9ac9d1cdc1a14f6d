import { chooseFeatures } from '@blobscribe/core/features';
import type { Options } from '@blobscribe/core/options';
import type { SucceededDocument } from '@blobscribe/core/prompt-document';
import type { Slots } from '@blobscribe/core/slots';
import type { AnalysisCache, CachedAnalysis } from './analysis-cache.ts';
import type { Inspection } from './decode/decoder-messages.ts';
import { failPoint } from './fail-point.ts';
import { PIXELS_MODEL } from './kept-analysis.ts';
import type { Evidence, VisibleImage, Vision } from './vision/vision.ts';

const PIXELS_ALONE = {
  provider: 'pixels',
  model: PIXELS_MODEL,
  features: ['medium', 'composition', 'lighting', 'palette', 'camera'],
  cached: false,
};

/** Whose image it is, and what is wanted of it. */
export type Asked = {
  readonly tenant: string;
  /** Of the file, in hex. */
  readonly sha256: string;
  readonly options: Options;
  readonly signal: AbortSignal;
};

export type Seen = {
  readonly evidence: Evidence;
  readonly analysis: SucceededDocument['analysis'];
};

export type Look = {
  /** What was seen in this file before, with what was learned from it; undefined if it must be looked at. */
  recall(asked: Asked): Promise<(Seen & { readonly inspection?: Inspection }) | undefined>;
  /** What the provider sees in an image that could not be recalled. */
  look(image: VisibleImage, inspection: Inspection, asked: Asked): Promise<Seen>;
};

/** All that looking with a provider takes: itself, what it saw before, and how many images it sees at a time. */
export type Viewer = {
  readonly vision: Vision;
  readonly cache: AnalysisCache;
  readonly slots: Slots;
};

/** Nothing but the pixels to go by. */
export const pixelsAlone: Look = {
  recall: async () => undefined,
  look: async () => ({ evidence: {}, analysis: PIXELS_ALONE }),
};

/** Looks with a provider, at each file once. */
export function createLook({ vision, cache, slots }: Viewer): Look {
  return {
    async recall(asked) {
      const found = await cache.recall(wantedOf(vision, asked), asked.signal);
      if (!found) return undefined;
      const { inspection } = found;
      return { ...seenOf(vision, found, asked), ...(inspection && { inspection }) };
    },
    async look(image, inspection, asked) {
      const { signal } = asked;
      const wanted = wantedOf(vision, asked);
      const found = await cache.obtain(wanted, signal, async () => {
        const { features } = wanted.key;
        failPoint('before-analysis');
        const analysis = await slots.run(() => vision.analyse(image, { features, signal }));
        failPoint('after-analysis');
        return { ...analysis, inspection: { ...inspection, by: PIXELS_MODEL } };
      });
      return seenOf(vision, found, asked);
    },
  };
}

function wantedOf(vision: Vision, { tenant, sha256, options }: Asked) {
  const { provider, model } = vision;
  const features = chooseFeatures(options, vision);
  const key = { sha256, provider, model, features };
  const all = chooseFeatures({ genderNeutral: options.genderNeutral ?? false }, vision);
  const larger = all.length > features.length ? { ...key, features: all } : undefined;
  return { tenant, key, larger };
}

function seenOf(
  { provider, model }: Vision,
  { evidence: found, usage, cached, key }: CachedAnalysis,
  { options }: Asked,
): Seen {
  const { text, ...others } = found;
  // Who wants no words of the picture finds none in the record either.
  const evidence = text && options.includeText !== false ? { text, ...others } : others;
  const features = [...key.features];
  return { evidence, analysis: { provider, model, features, cached, ...(usage && { usage }) } };
}
