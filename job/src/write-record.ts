import type { BlobRequestConditions, BlobServiceClient } from '@azure/storage-blob';
import { CONTAINERS, DROP_TENANT, promptName, type Upload } from '@blobscribe/core/blob-names';
import { type PromptDocument, promptDocumentSchema } from '@blobscribe/core/prompt-document';
import { bareEtag, isStatus, quotedEtag } from '@blobscribe/core/read-blob';
import { parseRecordMetadata, recordMetadata } from '@blobscribe/core/record-metadata';
import { failPoint } from './fail-point.ts';

type StoredRecord = { readonly etag: string; readonly sourceEtag: string | undefined };

/** `superseded`: a record stands that this one may not replace, which is a success too. */
export type WriteResult = 'written' | 'superseded';

/** The record that stands for an upload, or undefined. */
export async function findRecord(
  storage: BlobServiceClient,
  upload: Upload,
  abortSignal: AbortSignal,
): Promise<StoredRecord | undefined> {
  try {
    const { etag, metadata } = await recordBlob(storage, upload).getProperties({ abortSignal });
    return { etag: bareEtag(etag), sourceEtag: parseRecordMetadata(metadata)?.sourceetag };
  } catch (error) {
    if (isStatus(error, 404)) return undefined;
    throw error;
  }
}

/** Whether `record` already tells of this version of the image; an API upload has only one version. */
export function isDescribed(
  record: Pick<StoredRecord, 'sourceEtag'> | undefined,
  upload: Upload,
  etag: string,
): boolean {
  return record !== undefined && (upload.tenant !== DROP_TENANT || record.sourceEtag === etag);
}

/**
 * Writes the terminal record. The condition is the only arbiter among executions: whoever is first
 * writes, the others find that out (409 or 412) and are done. The record of a dropped blob is replaced
 * when it tells of another version and `document` of the one that is there now.
 */
export async function writeRecord(
  storage: BlobServiceClient,
  upload: Upload,
  document: PromptDocument,
  signal: AbortSignal,
): Promise<WriteResult> {
  const text = JSON.stringify(promptDocumentSchema.parse(document));
  if (await put(storage, upload, document, text, { ifNoneMatch: '*' }, signal)) return 'written';
  const { etag = '' } = document.source;
  const present = await findRecord(storage, upload, signal);
  if (!present) throw new Error('the record that stood in the way is gone');
  if (isDescribed(present, upload, etag)) return 'superseded';
  if ((await presentEtag(storage, upload, signal)) !== etag) return 'superseded';
  const conditions = { ifMatch: quotedEtag(present.etag) };
  return (await put(storage, upload, document, text, conditions, signal))
    ? 'written'
    : 'superseded';
}

async function put(
  storage: BlobServiceClient,
  upload: Upload,
  document: PromptDocument,
  text: string,
  conditions: BlobRequestConditions,
  abortSignal: AbortSignal,
): Promise<boolean> {
  try {
    const writing = recordBlob(storage, upload).upload(text, Buffer.byteLength(text), {
      conditions,
      abortSignal,
      metadata: recordMetadata(document),
      blobHTTPHeaders: { blobContentType: 'application/json' },
    });
    failPoint('mid-write');
    await writing;
    return true;
  } catch (error) {
    if (isStatus(error, 409, 412)) return false;
    throw error;
  }
}

async function presentEtag(
  storage: BlobServiceClient,
  upload: Upload,
  abortSignal: AbortSignal,
): Promise<string | undefined> {
  const blob = storage.getContainerClient(CONTAINERS.uploads).getBlobClient(upload.name);
  try {
    return bareEtag((await blob.getProperties({ abortSignal })).etag);
  } catch (error) {
    if (isStatus(error, 404)) return undefined;
    throw error;
  }
}

function recordBlob(storage: BlobServiceClient, upload: Upload) {
  return storage.getContainerClient(CONTAINERS.prompts).getBlockBlobClient(promptName(upload.name));
}
