import type { BlobServiceClient } from '@azure/storage-blob';
import { CONTAINERS, requestName, type Upload } from '@blobscribe/core/blob-names';
import { readBlob } from '@blobscribe/core/read-blob';
import { type RequestRecord, requestRecordSchema } from '@blobscribe/core/request-record';

/** What was asked for this upload; undefined for a drop, which nobody asked for. */
export async function readRequest(
  storage: BlobServiceClient,
  upload: Upload,
  abortSignal: AbortSignal,
): Promise<RequestRecord | undefined> {
  const name = requestName(upload);
  if (name === undefined) return undefined;
  const blob = storage.getContainerClient(CONTAINERS.requests).getBlobClient(name);
  const stored = await readBlob(blob, { abortSignal });
  return stored && requestRecordSchema.parse(JSON.parse(stored.body.toString('utf8')));
}
