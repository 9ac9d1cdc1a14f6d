import { buffer } from 'node:stream/consumers';
import type { BlobDownloadResponseParsed, BlobServiceClient } from '@azure/storage-blob';
import { CONTAINERS, DROP_TENANT, type Upload } from '@blobscribe/core/blob-names';
import { withDeadline } from '@blobscribe/core/deadline';
import { ImageFailure } from '@blobscribe/core/failure';
import { bareEtag, isStatus, quotedEtag } from '@blobscribe/core/read-blob';
import { failPoint } from './fail-point.ts';

export type ImageHead = {
  readonly upload: Upload;
  /** Of the version that will be read, without quotes. */
  readonly etag: string;
  readonly bytes: number;
};

export type OpenImage = ImageHead & {
  /** The whole file, in the request that is already open. */
  readonly read: () => Promise<Buffer>;
};

/** A download's body may pause this often and go on where it was; its length is checked all the same. */
const BODY_RETRIES = 3;
/** A download that is slower than a megabyte a second after ten seconds is stuck: it is begun again later. */
const READ_MS = 10_000;
const LEAST_BYTES_PER_MS = 1_000;

/**
 * Opens the image of an event in one request: the first of `candidates` whose ETag is the event's; a
 * blob that has changed since (412) is opened in its present version. Undefined if none is there.
 *
 * `read` throws an {@link ImageFailure}, before a byte is read, for what is no block blob, is empty or
 * has more than `maxBytes`.
 */
export async function openImage(
  storage: BlobServiceClient,
  candidates: readonly Upload[],
  etag: string,
  { maxBytes, signal }: { maxBytes: number; signal: AbortSignal },
): Promise<OpenImage | undefined> {
  let changed: Upload | undefined;
  for (const upload of candidates) {
    const response = await get(storage, upload, signal, quotedEtag(etag));
    if (response === 'changed') changed ??= upload;
    else if (response !== 'absent') return opened(upload, response, maxBytes);
  }
  if (!changed) return undefined;
  const response = await get(storage, changed, signal);
  return typeof response === 'string' ? undefined : opened(changed, response, maxBytes);
}

async function get(
  storage: BlobServiceClient,
  upload: Upload,
  abortSignal: AbortSignal,
  ifMatch?: string,
): Promise<BlobDownloadResponseParsed | 'absent' | 'changed'> {
  const blob = storage.getContainerClient(CONTAINERS.uploads).getBlobClient(upload.name);
  const conditions = ifMatch === undefined ? {} : { ifMatch };
  try {
    return await blob.download(undefined, undefined, {
      conditions,
      abortSignal,
      maxRetryRequests: BODY_RETRIES,
    });
  } catch (error) {
    if (isStatus(error, 404)) return 'absent';
    if (isStatus(error, 412)) return 'changed';
    throw error;
  }
}

function opened(upload: Upload, response: BlobDownloadResponseParsed, maxBytes: number): OpenImage {
  const { readableStreamBody: body, contentLength: bytes = 0 } = response;
  const read = async () => {
    const refusal = refuse(upload, response, maxBytes);
    if (refusal || !body) {
      if (body) destroy(body);
      throw refusal ?? new Error('the storage answered without a body');
    }
    const reading = buffer(body);
    failPoint('mid-download');
    const file = await withDeadline('reading the image', readMs(bytes), () => reading).finally(() =>
      destroy(body),
    );
    if (file.length !== bytes) throw new Error(`read ${file.length} of ${bytes} bytes`);
    return file;
  };
  return { upload, etag: bareEtag(response.etag), bytes, read };
}

/** The SDK's own deadline ends with the headers; a body may stall for ever. */
function readMs(bytes: number): number {
  return READ_MS + bytes / LEAST_BYTES_PER_MS;
}

function destroy(body: NodeJS.ReadableStream): void {
  if ('destroy' in body && typeof body.destroy === 'function') body.destroy();
}

function refuse(
  { tenant }: Upload,
  { blobType, copyId, contentLength: bytes = 0 }: BlobDownloadResponseParsed,
  maxBytes: number,
) {
  if (blobType !== 'BlockBlob') return new ImageFailure('not-a-block-blob');
  // An upload URL lets its holder have the storage copy from any address (measured); people may copy
  // into their own namespace what they like.
  if (copyId !== undefined && tenant !== DROP_TENANT) return new ImageFailure('not-a-block-blob');
  if (bytes === 0) return new ImageFailure('empty-file');
  if (bytes > maxBytes) {
    return new ImageFailure('too-large', {
      detail: `It has ${bytes} bytes of ${maxBytes} allowed.`,
    });
  }
  return undefined;
}
