import { chooseFeatures } from '@blobscribe/core/features';
import type { Options } from '@blobscribe/core/options';
import type { SucceededDocument } from '@blobscribe/core/prompt-document';
import type { AnalysisCache } from './analysis-cache.ts';
import { failPoint } from './fail-point.ts';
import type { Evidence, VisibleImage, Vision } from './vision/vision.ts';

/** What pixels say is versioned like any model: other words for the same picture are another one. */
const PIXELS_ALONE = {
  provider: 'pixels',
  model: 'pixels-3',
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

/** What the provider sees in an image, from the tenant's cache if it was paid for before. */
export type Look = (image: VisibleImage, asked: Asked) => Promise<Seen>;

/** Looks with `vision`, each file once; without it there is nothing but the pixels to go by. */
export function createLook(vision: Vision | undefined, cache: AnalysisCache): Look {
  return async function look(image, { tenant, sha256, options, signal }) {
    if (!vision) return { evidence: {}, analysis: PIXELS_ALONE };
    const { provider, model } = vision;
    const features = chooseFeatures(options, vision);
    const key = { sha256, provider, model, features };
    const all = chooseFeatures({ genderNeutral: options.genderNeutral ?? false }, vision);
    const larger = all.length > features.length ? { ...key, features: all } : undefined;
    const { usage, cached, ...found } = await cache({ tenant, key, larger }, signal, async () => {
      failPoint('before-analysis');
      const analysis = await vision.analyse(image, { features, signal });
      failPoint('after-analysis');
      return analysis;
    });
    const { text, ...others } = found.evidence;
    // Who wants no words of the picture finds none in the record either.
    const evidence = text && options.includeText !== false ? { text, ...others } : others;
    const held = [...found.key.features];
    return {
      evidence,
      analysis: { provider, model, features: held, cached, ...(usage && { usage }) },
    };
  };
}
