import type { ServiceBusClient } from '@azure/service-bus';
import type { BlobItem, BlobServiceClient } from '@azure/storage-blob';
import { CONTAINERS, type Upload, uploadOfName } from '@blobscribe/core/blob-names';
import { bareEtag } from '@blobscribe/core/read-blob';
import { parseRecordMetadata } from '@blobscribe/core/record-metadata';
import { isDescribed } from '../write-record.ts';
import { type Asked, askedFor, type ListedRequest } from './asked-for.ts';
import { inRecordOrder } from './in-record-order.ts';
import { joinByKey } from './join-by-key.ts';
import { listContainer } from './list-container.ts';
import { lookAtQueue } from './look-at-queue.ts';
import { createRequeuer } from './requeue.ts';
import { createSettlement, type Settled } from './settle-upload.ts';

/** More messages than this are not looked at: a queue so long is at work, and nothing in it is lost. */
const MAX_MESSAGES = 5_000;
/** Each costs a few calls of storage. */
const AT_A_TIME = 32;
const DAY_MS = 24 * 3_600_000;
/** How long an upload URL works; the API gives them so. */
const UPLOAD_URL_MS = 15 * 60_000;

export type SweepOptions = {
  readonly storage: BlobServiceClient;
  /** New for each run: see `peekQueue`. */
  readonly serviceBus: ServiceBusClient;
  readonly queue: string;
  /** Younger uploads are left alone: their events may still be under way. */
  readonly afterMinutes: number;
  readonly now?: () => number;
};

export type SweepReport = {
  /** Uploads that were sent to the queue again. */
  readonly queued: number;
  /** Requests that ended, because nothing ever arrived. */
  readonly expired: number;
  /** Uploads that ended, because their message is dead. */
  readonly failed: number;
  /** Deleted uploads that had come back. */
  readonly takenBack: number;
  /** Unanswered uploads that were left alone: too young, a message waits, or not all could be seen. */
  readonly skipped: number;
  readonly seenMessages: number;
  readonly sawAllMessages: boolean;
  readonly oldestMessageSeconds: number;
  readonly oldestUnansweredSeconds: number;
};

type Unanswered = { readonly item: BlobItem; readonly upload: Upload };
type Task = () => Promise<Settled>;

/**
 * Finds what the events forgot: uploads older than `afterMinutes` with neither a record of their present
 * version nor a message go to the queue again; those whose message is dead end with `processing-failed`,
 * requests that nothing came for with `upload-missing`. Reads uploads, records and requests as three
 * listings side by side, whatever their number. Two that run at once do no harm: records are written
 * once, and a second message finds them.
 *
 * A request ends a day after its last upload URL did. The storage's time of its last change counts:
 * giving another URL for it is a change of its metadata.
 *
 * @throws {Error} if storage or queue do not answer; the next run goes on.
 */
export async function sweepUploads(options: SweepOptions): Promise<SweepReport> {
  const { storage, serviceBus, queue, afterMinutes, now = Date.now } = options;
  const startedAt = now();
  // Before the listings: whatever is described from here on shows there.
  const view = await lookAtQueue(serviceBus, queue, MAX_MESSAGES);
  const sender = serviceBus.createSender(queue);
  const requeuer = createRequeuer(sender, storage.url);
  const settlement = createSettlement({ storage, view, requeuer });
  const counts = { queued: 0, expired: 0, failed: 0, takenBack: 0, skipped: 0, answered: 0 };
  let oldestUnanswered = startedAt;

  const run = async (tasks: readonly Task[]) => {
    for (const settled of await Promise.all(tasks.map((task) => task()))) counts[settled] += 1;
    await requeuer.flush();
  };
  const tasks: Task[] = [];
  const before = new Date(startedAt - UPLOAD_URL_MS - DAY_MS);
  for await (const found of findUnfinished(storage, before)) {
    if ('item' in found) {
      const since = found.item.properties.lastModified.getTime();
      oldestUnanswered = Math.min(oldestUnanswered, since);
      const isYoung = since > startedAt - afterMinutes * 60_000;
      if (isYoung) counts.skipped += 1;
      else tasks.push(() => settlement.answer(found.item, found.upload));
    } else tasks.push(() => settlement.expire(found.upload));
    if (tasks.length >= AT_A_TIME) await run(tasks.splice(0));
  }
  await run(tasks);

  const { answered: _, ...settled } = counts;
  return {
    ...settled,
    seenMessages: view.seen,
    sawAllMessages: view.sawAll,
    oldestMessageSeconds: seconds(startedAt - (view.oldest?.getTime() ?? startedAt)),
    oldestUnansweredSeconds: seconds(startedAt - oldestUnanswered),
  };
}

/** Uploads without a record of their present version, and requests from before `before` without either. */
async function* findUnfinished(
  storage: BlobServiceClient,
  before: Date,
): AsyncGenerator<Unanswered | Asked> {
  const { uploads, prompts, requests } = CONTAINERS;
  const container = (name: string) => storage.getContainerClient(name);
  const joined = joinByKey(
    inRecordOrder(listContainer(container(uploads), { includeCopy: true })),
    keyed(listContainer(container(prompts), { includeMetadata: true })),
    askedFor(requestsIn(listContainer(container(requests), { includeMetadata: true })), before),
  );
  for await (const { upload: item, record, asked } of joined) {
    if (!item) {
      if (asked && !record) yield asked;
      continue;
    }
    const upload = uploadOfName(item.name);
    const stored = record && { sourceEtag: parseRecordMetadata(record.metadata)?.sourceetag };
    if (upload && !isDescribed(stored, upload, bareEtag(item.properties.etag))) {
      yield { item, upload };
    }
  }
}

async function* keyed(blobs: AsyncIterable<BlobItem>) {
  for await (const blob of blobs) yield { ...blob, key: blob.name };
}

async function* requestsIn(blobs: AsyncIterable<BlobItem>): AsyncGenerator<ListedRequest> {
  for await (const { name, properties, metadata } of blobs) {
    yield { name, lastModified: properties.lastModified, metadata };
  }
}

function seconds(milliseconds: number): number {
  return Math.max(0, Math.round(milliseconds / 1000));
}
