import type { BlobClient, BlobServiceClient } from '@azure/storage-blob';
import {
  analysisName,
  CONTAINERS,
  DROP_TENANT,
  promptName,
  requestName,
  tombstoneName,
  type Upload,
} from './blob-names.ts';
import { promptDocumentSchema } from './prompt-document.ts';
import { isStatus, readBlob } from './read-blob.ts';

/**
 * Deletes an image with all that came of it: the analysis in the cache, the image, its record and what
 * was asked for it (a batch's request is of its other items too, and stays). Writes the tombstone first,
 * so that an execution which has the image in work finds it and takes back what it writes.
 */
export async function deleteImage(
  storage: BlobServiceClient,
  upload: Upload,
  abortSignal: AbortSignal,
): Promise<void> {
  const { uploads, prompts, requests } = CONTAINERS;
  await blobOf(storage, requests, tombstoneName(upload))
    .getBlockBlobClient()
    .upload('', 0, { abortSignal });
  // The record leads to the analysis, so it goes after it: a deletion that was cut can go on.
  await deleteAnalysis(storage, upload, abortSignal);
  const request = upload.batch ? undefined : requestName(upload);
  const blobs = [
    blobOf(storage, uploads, upload.name),
    blobOf(storage, prompts, promptName(upload.name)),
    ...(request === undefined ? [] : [blobOf(storage, requests, request)]),
  ];
  await Promise.all(
    blobs.map((blob) => blob.deleteIfExists({ deleteSnapshots: 'include', abortSignal })),
  );
}

/** Whether an upload was deleted; what is dropped has no tombstones. */
export async function isDeleted(
  storage: BlobServiceClient,
  upload: Upload,
  abortSignal: AbortSignal,
): Promise<boolean> {
  if (upload.tenant === DROP_TENANT) return false;
  return blobOf(storage, CONTAINERS.requests, tombstoneName(upload)).exists({ abortSignal });
}

async function deleteAnalysis(
  storage: BlobServiceClient,
  upload: Upload,
  abortSignal: AbortSignal,
): Promise<void> {
  const record = await readBlob(blobOf(storage, CONTAINERS.prompts, promptName(upload.name)), {
    abortSignal,
  });
  const document =
    record && promptDocumentSchema.safeParse(JSON.parse(record.body.toString())).data;
  if (document?.status !== 'succeeded') return;
  const { source, analysis } = document;
  const name = analysisName(upload.tenant, { sha256: source.sha256, ...analysis });
  try {
    await blobOf(storage, CONTAINERS.cache, name).deleteIfExists({ abortSignal });
  } catch (error) {
    // It is leased: just being made again, for another copy of the file, whose own it is then.
    if (!isStatus(error, 409, 412)) throw error;
  }
}

function blobOf(storage: BlobServiceClient, container: string, name: string): BlobClient {
  return storage.getContainerClient(container).getBlobClient(name);
}
