import type { BlobServiceClient } from '@azure/storage-blob';
import { CONTAINERS, requestName, type Upload } from '@blobscribe/core/blob-names';
import { readBlob } from '@blobscribe/core/read-blob';
import {
  type BatchRecord,
  batchRecordSchema,
  type RequestRecord,
  requestOfItem,
  requestRecordSchema,
} from '@blobscribe/core/request-record';

/** Batches whose requests are kept: an execution meets the items of few batches at a time. */
const KEPT_BATCHES = 8;

export type RequestReader = (
  upload: Upload,
  abortSignal: AbortSignal,
) => Promise<RequestRecord | undefined>;

/**
 * Reads what was asked for an upload; undefined for a drop, which nobody asked for. A batch's request is
 * read once for all its items, for it never changes.
 */
export function createRequestReader(storage: BlobServiceClient): RequestReader {
  const requests = storage.getContainerClient(CONTAINERS.requests);
  const batches = new Map<string, BatchRecord>();

  return async function readRequest(upload, abortSignal) {
    const name = requestName(upload);
    if (name === undefined) return undefined;
    if (!upload.batch) return requestRecordSchema.optional().parse(await read(name, abortSignal));
    const batch = batches.get(name) ?? (await readBatch(name, abortSignal));
    return batch && requestOfItem(batch, upload.batch.index);
  };

  async function readBatch(name: string, abortSignal: AbortSignal) {
    const batch = batchRecordSchema.optional().parse(await read(name, abortSignal));
    if (!batch) return undefined;
    batches.set(name, batch);
    const [oldest] = batches.keys();
    if (batches.size > KEPT_BATCHES && oldest !== undefined) batches.delete(oldest);
    return batch;
  }

  async function read(name: string, abortSignal: AbortSignal): Promise<unknown> {
    const stored = await readBlob(requests.getBlobClient(name), { abortSignal });
    return stored && JSON.parse(stored.body.toString('utf8'));
  }
}
