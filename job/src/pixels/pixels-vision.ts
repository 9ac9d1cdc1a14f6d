import type { Vision } from '../vision/vision.ts';
import { describePixels } from './describe-pixels.ts';

/** The provider that is always there: what pixels and EXIF prove, in one piece, at no cost. */
export function createPixelsVision(): Vision {
  return {
    provider: 'pixels',
    model: 'pixels-2',
    offers: ['scene'],
    analyse: async ({ picture, facts }, { signal }) => {
      signal.throwIfAborted();
      return { evidence: describePixels(picture, facts) };
    },
  };
}
