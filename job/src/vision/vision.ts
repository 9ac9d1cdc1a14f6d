import type { Feature } from '@blobscribe/core/features';
import { usageSchema } from '@blobscribe/core/prompt-document';
import { sceneSchema } from '@blobscribe/core/scene';
import * as z from 'zod';
import type { FileFacts } from '../pixels/picture.ts';

/** An image that can be looked at: what leaves for a service is `jpeg`, pixels and nothing else. */
export type VisibleImage = {
  readonly facts: FileFacts;
  /** Whether its pixels or its EXIF show that a camera took it. */
  readonly photographed: boolean;
  /** The picture as JPEG, orientation applied, without metadata. */
  readonly jpeg: () => Promise<Buffer>;
};

/** Slots of a scene that somebody has evidence for, and what it cost to find that out. */
export const analysisSchema = z.object({
  evidence: sceneSchema.partial(),
  usage: usageSchema.optional(),
});

export type Analysis = z.infer<typeof analysisSchema>;
export type Evidence = Analysis['evidence'];

export type AnalyseOptions = {
  /** Some of what the provider offers. */
  readonly features: readonly Feature[];
  readonly signal: AbortSignal;
};

/**
 * The seam that every provider of evidence stands behind.
 *
 * `analyse` waits out what passes, as long as `signal` lets it, and throws an ImageFailure
 * (`analysis-rejected`) for an image that the service refuses, a {@link VisionUnavailable} when the
 * service will take no image, and any other Error for trouble that a later try may not meet.
 */
export type Vision = {
  readonly provider: string;
  /** Part of the cache key: other words for the same picture are another model. */
  readonly model: string;
  /** What may be asked of it. */
  readonly offers: readonly Feature[];
  readonly analyse: (image: VisibleImage, options: AnalyseOptions) => Promise<Analysis>;
};

/**
 * No image can be analysed until a person mends something: access, endpoint, region. The images
 * wait; the execution ends.
 */
export class VisionUnavailable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'VisionUnavailable';
  }
}
