import type { BlobServiceClient } from '@azure/storage-blob';
import { CONTAINERS, promptName, type Upload } from '@blobscribe/core/blob-names';
import { withDeadline } from '@blobscribe/core/deadline';
import { isDeleted } from '@blobscribe/core/delete-image';
import { readBlob } from '@blobscribe/core/read-blob';
import { createRecentRecords } from './recent-records.ts';
import type { RequestStore } from './request-store.ts';
import { createSharedWork, type Work } from './shared-work.ts';

/** A look that hangs must not hold up all who ask for the same later. */
const LOOK_DEADLINE_MS = 30_000;

export type Unfinished = 'awaiting-upload' | 'queued';

/** A terminal record as it is stored, which is JSON. */
export type FoundRecord = { readonly text: string; readonly etag: string };

export type UploadLook = {
  /** The record of an upload that was read a moment ago. */
  recent(upload: Upload): FoundRecord | undefined;
  record(upload: Upload, signal: AbortSignal): Promise<FoundRecord | undefined>;
  /** How far an upload without a record is; undefined if nobody asked for it, or it was deleted. */
  unfinished(upload: Upload, signal: AbortSignal): Promise<Unfinished | undefined>;
  /** What was seen of it is not told any more. */
  forget(upload: Upload): void;
};

/**
 * Looks at uploads in storage. A record is written once, so it is kept for a moment; of anything else
 * only those who ask at the same time share what is seen.
 */
export function createUploadLook(storage: BlobServiceClient, requests: RequestStore): UploadLook {
  const recent = createRecentRecords<FoundRecord>(() => performance.now());
  const readings = createSharedWork<FoundRecord | undefined>();
  const lookings = createSharedWork<Unfinished | undefined>();
  const blob = (container: string, name: string) =>
    storage.getContainerClient(container).getBlobClient(name);

  async function read({ name }: Upload, work: Work): Promise<FoundRecord | undefined> {
    const stored = await briefly(work, (abortSignal) =>
      readBlob(blob(CONTAINERS.prompts, promptName(name)), { abortSignal }),
    );
    if (!stored) return undefined;
    const record = { text: stored.body.toString('utf8'), etag: stored.etag };
    if (!work.isForgotten()) recent.keep(name, record);
    return record;
  }

  async function look(upload: Upload, work: Work): Promise<Unfinished | undefined> {
    const [isUploaded, isRequested, wasDeleted] = await briefly(work, (abortSignal) =>
      Promise.all([
        blob(CONTAINERS.uploads, upload.name).exists({ abortSignal }),
        requests.exists(upload, abortSignal),
        isDeleted(storage, upload, abortSignal),
      ]),
    );
    if (wasDeleted) return undefined;
    if (isUploaded) return 'queued';
    return isRequested ? 'awaiting-upload' : undefined;
  }

  return {
    recent: ({ name }) => recent.get(name),
    record: async (upload, signal) =>
      recent.get(upload.name) ?? readings.join(upload.name, signal, (work) => read(upload, work)),
    unfinished: (upload, signal) =>
      lookings.join(upload.name, signal, (work) => look(upload, work)),
    forget({ name }) {
      for (const seen of [recent, readings, lookings]) seen.forget(name);
    },
  };
}

function briefly<T>({ signal }: Work, look: (signal: AbortSignal) => Promise<T>): Promise<T> {
  return withDeadline('a look at the storage', LOOK_DEADLINE_MS, look, signal);
}
