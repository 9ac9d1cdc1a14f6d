import { z } from 'zod';
import { optionsSchema } from './options.ts';

/** The longest `fileName` that a client may give, in characters; none is refused within it. */
const MAX_FILE_NAME_LENGTH = 1024;

export const fileNameSchema = z.string().min(1).max(MAX_FILE_NAME_LENGTH);

/**
 * What was asked for one upload, `requests/<tenant>/<id>.json`: written by the API before it gives
 * a URL away, read by the job. `traceparent` (W3C Trace Context) ties the job's work to the request,
 * because Event Grid's messages carry no trace.
 */
export const requestRecordSchema = z.object({
  version: z.literal(1),
  id: z.string(),
  createdAt: z.iso.datetime(),
  traceparent: z.string(),
  fileName: fileNameSchema.optional(),
  contentType: z.string().optional(),
  size: z.int().min(0).optional(),
  options: optionsSchema.optional(),
});

export type RequestRecord = z.infer<typeof requestRecordSchema>;
