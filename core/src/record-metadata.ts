import * as z from 'zod';
import { FAILURE_CODES } from './failure.ts';
import type { PromptDocument } from './prompt-document.ts';
import { bareEtag } from './read-blob.ts';

/**
 * What a record's blob metadata says, so that one listing counts a batch and tells which version of
 * an image was described. Metadata names are lower case: a listing returns them so.
 */
const metadataSchema = z.object({
  status: z.enum(['succeeded', 'failed']),
  code: z.enum(FAILURE_CODES).optional(),
  /** The ETag of the described image, without quotes. */
  sourceetag: z.string().optional(),
});

export type RecordMetadata = z.infer<typeof metadataSchema>;

/** The metadata to write beside `document`. */
export function recordMetadata(document: PromptDocument): Record<string, string> {
  const { etag } = document.source;
  return {
    status: document.status,
    ...(document.status === 'failed' ? { code: document.error.code } : {}),
    ...(etag === undefined ? {} : { sourceetag: bareEtag(etag) }),
  };
}

/** Reads a record's metadata; undefined if it is not of our writing. */
export function parseRecordMetadata(metadata: unknown): RecordMetadata | undefined {
  return metadataSchema.safeParse(metadata).data;
}
