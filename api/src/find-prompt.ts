import { setTimeout as sleep } from 'node:timers/promises';
import type { BlobClient, BlobServiceClient } from '@azure/storage-blob';
import { CONTAINERS, promptName, type Upload } from '@blobscribe/core/blob-names';
import { isDeleted } from '@blobscribe/core/delete-image';
import { readBlob, type StoredBlob } from '@blobscribe/core/read-blob';
import type { RequestStore } from './request-store.ts';

/** A waiting client costs one look at storage each time, so the looks grow apart. */
const FIRST_LOOK_MS = 50;
const LAST_LOOK_MS = 1_000;

export type Unfinished = 'awaiting-upload' | 'queued';

export type Found =
  | { readonly status: Unfinished }
  | { readonly status: 'finished'; readonly record: StoredBlob };

export type PromptFinder = (
  upload: Upload,
  waitSeconds: number,
  signal: AbortSignal,
) => Promise<Found | undefined>;

/**
 * Where an upload stands, read from storage alone: its record, else its image, else its request;
 * undefined if nobody ever asked for it, or it was deleted. Waits up to `waitSeconds` for the record.
 */
export function createPromptFinder(
  storage: BlobServiceClient,
  requests: RequestStore,
): PromptFinder {
  const blob = (container: string, name: string) =>
    storage.getContainerClient(container).getBlobClient(name);

  return async function findPrompt(upload, waitSeconds, signal) {
    const until = performance.now() + waitSeconds * 1000;
    const prompt = blob(CONTAINERS.prompts, promptName(upload.name));
    const record = await readBlob(prompt, { abortSignal: signal });
    if (record) return { status: 'finished', record };
    const status = await unfinishedStatus(upload, signal);
    if (status === undefined || waitSeconds === 0) return status && { status };
    const late = await untilWritten(prompt, until, signal);
    if (late) return { status: 'finished', record: late };
    const present = await unfinishedStatus(upload, signal);
    return present && { status: present };
  };

  async function unfinishedStatus(
    upload: Upload,
    signal: AbortSignal,
  ): Promise<Unfinished | undefined> {
    const [isUploaded, isRequested, wasDeleted] = await Promise.all([
      blob(CONTAINERS.uploads, upload.name).exists({ abortSignal: signal }),
      requests.exists(upload, signal),
      isDeleted(storage, upload, signal),
    ]);
    if (wasDeleted) return undefined;
    if (isUploaded) return 'queued';
    return isRequested ? 'awaiting-upload' : undefined;
  }
}

async function untilWritten(
  prompt: BlobClient,
  until: number,
  signal: AbortSignal,
): Promise<StoredBlob | undefined> {
  let pause = FIRST_LOOK_MS;
  for (let left = until - performance.now(); left > 0; left = until - performance.now()) {
    await sleep(Math.min(pause, left), undefined, { signal });
    const record = await readBlob(prompt, { abortSignal: signal });
    if (record) return record;
    pause = Math.min(pause * 1.3, LAST_LOOK_MS);
  }
  return undefined;
}
