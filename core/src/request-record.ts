import * as z from 'zod';
import { MAX_BATCH_ITEMS } from './blob-names.ts';
import { optionsSchema } from './options.ts';

/** The longest `fileName` that a client may give, in characters; none is refused within it. */
const MAX_FILE_NAME_LENGTH = 1024;

export const fileNameSchema = z.string().min(1).max(MAX_FILE_NAME_LENGTH);

const common = {
  version: z.literal(1),
  id: z.string(),
  createdAt: z.iso.datetime(),
  traceparent: z.string(),
  options: optionsSchema.optional(),
};

/**
 * What was asked for one upload, `requests/<tenant>/<id>.json`: written by the API before it gives
 * a URL away, read by the job. `traceparent` (W3C Trace Context) ties the job's work to the request,
 * because Event Grid's messages carry no trace.
 */
export const requestRecordSchema = z.object({
  ...common,
  fileName: fileNameSchema.optional(),
  contentType: z.string().optional(),
  size: z.int().min(0).optional(),
});

/** What was asked for a whole batch, `requests/<tenant>/<batch>.json`; item n has the id `<batch>.<n>`. */
export const batchRecordSchema = z.object({
  ...common,
  items: z
    .array(
      z.object({
        name: fileNameSchema,
        contentType: z.string().optional(),
        size: z.int().min(0).optional(),
      }),
    )
    .min(1)
    .max(MAX_BATCH_ITEMS),
});

export type RequestRecord = z.infer<typeof requestRecordSchema>;
export type BatchRecord = z.infer<typeof batchRecordSchema>;

/** What a batch asked for its item at `index`, as if it had been asked for alone; undefined past its end. */
export function requestOfItem(batch: BatchRecord, index: number): RequestRecord | undefined {
  const { items, ...rest } = batch;
  const item = items[index];
  if (!item) return undefined;
  const { name: fileName, ...announced } = item;
  return { ...rest, id: `${batch.id}.${index}`, fileName, ...announced };
}

/**
 * The metadata of a batch's request, by which it is told from the request for one image, and an item
 * from an id past its end, without reading it.
 */
const batchMetadataSchema = z.object({ items: z.coerce.number().int().min(1) });

export function batchMetadata(batch: BatchRecord): Record<string, string> {
  return { items: String(batch.items.length) };
}

/** How many items the request with this metadata has; undefined for the request of one image. */
export function itemsInMetadata(metadata: unknown): number | undefined {
  return batchMetadataSchema.safeParse(metadata).data?.items;
}
