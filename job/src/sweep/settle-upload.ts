import type { BlobItem, BlobServiceClient } from '@azure/storage-blob';
import { CONTAINERS, type Upload } from '@blobscribe/core/blob-names';
import { withDeadline } from '@blobscribe/core/deadline';
import { deleteImage, isDeleted } from '@blobscribe/core/delete-image';
import { bareEtag } from '@blobscribe/core/read-blob';
import { createRequestReader } from '../read-request.ts';
import { findRecord, isDescribed } from '../write-record.ts';
import { endUpload } from './end-upload.ts';
import type { QueueView } from './look-at-queue.ts';
import type { Requeuer } from './requeue.ts';

const STORAGE_DEADLINE_MS = 30_000;

/** What became of one; `answered` is one that needs nothing after all. */
export type Settled = 'queued' | 'expired' | 'failed' | 'takenBack' | 'skipped' | 'answered';

export type Settlement = {
  /** Of an upload that the listings show without a record of its present version; `queued` with the next flush. */
  answer(item: BlobItem, upload: Upload): Promise<Settled>;
  /** Of a request that the listings show without an image and without a record. */
  expire(upload: Upload): Promise<Settled>;
};

export type SettlementOptions = {
  readonly storage: BlobServiceClient;
  readonly view: QueueView;
  readonly requeuer: Requeuer;
};

/**
 * Decides what becomes of uploads and requests that are behind their time, and does it. Listings tell of
 * a moment ago, and may come in another order than they are read in: nothing is done for an absence
 * without a look at the very blob.
 */
export function createSettlement({ storage, view, requeuer }: SettlementOptions): Settlement {
  const readRequest = createRequestReader(storage);

  async function answer(item: BlobItem, upload: Upload): Promise<Settled> {
    const etag = bareEtag(item.properties.etag);
    if (view.isWaiting(item.name, etag)) return 'skipped';
    const isDead = await view.isDead(item.name, etag);
    // Most of a long backlog is out of sight: it must not cost a look at each of its blobs.
    if (!isDead && !view.sawAll) return 'skipped';
    const [deleted, record] = await bounded('looking at an upload', (signal) =>
      Promise.all([isDeleted(storage, upload, signal), findRecord(storage, upload, signal)]),
    );
    if (deleted) {
      await bounded('deleting', (signal) => deleteImage(storage, upload, signal));
      return 'takenBack';
    }
    if (isDescribed(record, upload, etag)) return 'answered';
    if (isDead) {
      const written = await endUpload(storage, upload, { code: 'processing-failed', etag });
      return written ? 'failed' : 'answered';
    }
    requeuer.add(item);
    return 'queued';
  }

  async function expire(upload: Upload): Promise<Settled> {
    const image = storage.getContainerClient(CONTAINERS.uploads).getBlobClient(upload.name);
    const [request, hasArrived, deleted] = await bounded('looking at a request', (signal) =>
      Promise.all([
        readRequest(upload, signal),
        image.exists({ abortSignal: signal }),
        isDeleted(storage, upload, signal),
      ]),
    );
    if (!request || hasArrived || deleted) return 'answered';
    const { fileName } = request;
    const written = await endUpload(storage, upload, { code: 'upload-missing', fileName });
    return written ? 'expired' : 'answered';
  }

  return { answer, expire };
}

function bounded<T>(what: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  return withDeadline(what, STORAGE_DEADLINE_MS, work);
}
