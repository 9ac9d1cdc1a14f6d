import { buffer } from 'node:stream/consumers';
import { type BlobClient, type BlobRequestConditions, RestError } from '@azure/storage-blob';

export type StoredBlob = {
  readonly body: Buffer;
  /** Without quotes. */
  readonly etag: string;
};

/** Reads a small blob whole in one request; undefined if there is none. */
export async function readBlob(
  blob: BlobClient,
  options: { conditions?: BlobRequestConditions; abortSignal?: AbortSignal } = {},
): Promise<StoredBlob | undefined> {
  try {
    const response = await blob.download(undefined, undefined, options);
    if (!response.readableStreamBody) throw new Error('the storage answered without a body');
    return { body: await buffer(response.readableStreamBody), etag: bareEtag(response.etag) };
  } catch (error) {
    if (isStatus(error, 404)) return undefined;
    throw error;
  }
}

/** Whether `error` is the storage's answer with this HTTP status. */
export function isStatus(error: unknown, ...statuses: readonly number[]): boolean {
  return error instanceof RestError && statuses.includes(error.statusCode ?? 0);
}

/** An ETag as events and records write it: without quotes. */
export function bareEtag(etag: string | undefined): string {
  return (etag ?? '').replaceAll('"', '');
}

/** An ETag as HTTP conditions want it: in quotes. */
export function quotedEtag(etag: string): string {
  return `"${bareEtag(etag)}"`;
}
