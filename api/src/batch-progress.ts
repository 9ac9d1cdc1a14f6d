import type { BlobServiceClient, ContainerClient } from '@azure/storage-blob';
import { batchPrefix, CONTAINERS } from '@blobscribe/core/blob-names';
import type { FailureCode } from '@blobscribe/core/failure';
import { parseRecordMetadata } from '@blobscribe/core/record-metadata';
import type { BatchRecord } from '@blobscribe/core/request-record';

const STATUSES = ['awaiting-upload', 'queued', 'succeeded', 'failed'] as const;
export type ItemStatus = (typeof STATUSES)[number];

export type Item = {
  readonly id: string;
  readonly index: number;
  readonly name: string;
  readonly status: ItemStatus;
  readonly code?: FailureCode | undefined;
};

/** The items of a batch that were not deleted; `counts` add up to `total`. */
export type Progress = {
  readonly id: string;
  readonly total: number;
  readonly counts: Readonly<Record<ItemStatus, number>>;
  readonly items: readonly Item[];
};

export type ProgressReader = (tenant: string, batch: BatchRecord) => Promise<Progress>;

/**
 * How far a batch is, by three listings whatever its size: its images, its records with the status in
 * their metadata, and the signs of deleted ones. Whoever asks while a look is under way shares it.
 */
export function createProgressReader(storage: BlobServiceClient): ProgressReader {
  const underWay = new Map<string, Promise<Progress>>();

  return function readProgress(tenant, batch) {
    const prefix = batchPrefix(tenant, batch.id);
    const shared = underWay.get(prefix);
    if (shared !== undefined) return shared;
    const look = lookAt(storage, prefix, batch).finally(() => underWay.delete(prefix));
    underWay.set(prefix, look);
    return look;
  };
}

async function lookAt(
  storage: BlobServiceClient,
  prefix: string,
  batch: BatchRecord,
): Promise<Progress> {
  const container = (name: string) => storage.getContainerClient(name);
  const [images, records, tombstones] = await Promise.all([
    list(container(CONTAINERS.uploads), prefix),
    list(container(CONTAINERS.prompts), prefix),
    list(container(CONTAINERS.requests), prefix),
  ]);
  const items: Item[] = [];
  for (const [index, { name }] of batch.items.entries()) {
    if (tombstones.has(`${index}.deleted`)) continue;
    const record = parseRecordMetadata(records.get(`${index}.json`));
    const unfinished = images.has(String(index)) ? 'queued' : 'awaiting-upload';
    const status = record?.status ?? unfinished;
    items.push({ id: `${batch.id}.${index}`, index, name, status, code: record?.code });
  }
  return { id: batch.id, total: items.length, counts: count(items), items };
}

/** The names below `prefix`, each with its metadata. */
async function list(container: ContainerClient, prefix: string) {
  const found = new Map<string, unknown>();
  for await (const blob of container.listBlobsFlat({ prefix, includeMetadata: true })) {
    found.set(blob.name.slice(prefix.length), blob.metadata);
  }
  return found;
}

function count(items: readonly Item[]): Record<ItemStatus, number> {
  const counts = { 'awaiting-upload': 0, queued: 0, succeeded: 0, failed: 0 };
  for (const { status } of items) counts[status] += 1;
  return counts;
}
