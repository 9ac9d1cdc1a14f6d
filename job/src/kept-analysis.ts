import * as z from 'zod';
import { inspectionSchema } from './decode/decoder-messages.ts';
import { analysisSchema } from './vision/vision.ts';

/** What pixels say is versioned like any model: other words for the same picture are another one. */
export const PIXELS_MODEL = 'pixels-3';

/**
 * All that is known of a file, as the cache keeps it: who has it needs not even decode the file. What
 * other pixel facts than today's said is left out.
 */
export const keptSchema = analysisSchema.extend({
  inspection: inspectionSchema
    .extend({ by: z.literal(PIXELS_MODEL) })
    .optional()
    .catch(undefined),
});

export type KeptAnalysis = z.infer<typeof keptSchema>;
