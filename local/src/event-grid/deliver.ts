import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceBusSender } from '@azure/service-bus';
import type { BlobServiceClient } from '@azure/storage-blob';
import { blobCreatedEvent } from '@blobscribe/core/blob-created-event';
import { CONTAINERS } from '@blobscribe/core/blob-names';
import { isStatus } from '@blobscribe/core/read-blob';
import type { WrittenBlob } from './written-blob.ts';

const FIRST_PAUSE_MS = 200;
const LAST_PAUSE_MS = 10_000;
const SOURCE =
  '/subscriptions/local/resourceGroups/local/providers/Microsoft.Storage/storageAccounts/devstoreaccount1';

export type DeliveryOptions = {
  /** The storage behind the proxy, to read the size of a blob that its call does not tell. */
  readonly storage: BlobServiceClient;
  readonly sender: ServiceBusSender;
  /** The account's endpoint as clients see it. */
  readonly endpoint: string;
  readonly signal: AbortSignal;
};

/**
 * Sends the CloudEvent of a written blob to the queue as Event Grid does: one event a message, the
 * event's id as its message id, the same application properties; again with growing pauses until the
 * queue takes it or `signal` ends the attempt.
 */
export async function deliver(blob: WrittenBlob, options: DeliveryOptions): Promise<void> {
  const { storage, sender, endpoint, signal } = options;
  const time = new Date();
  const contentLength = blob.contentLength ?? (await presentLength(storage, blob.name));
  const created = { ...blob, contentLength, endpoint, source: SOURCE };
  const id = randomUUID();
  const message = {
    body: blobCreatedEvent(created, id, time),
    messageId: id,
    contentType: 'application/cloudevents+json; charset=utf-8',
    applicationProperties: {
      'aeg-subscription-name': 'images',
      'aeg-delivery-count': 0,
      'aeg-event-type': 'Notification',
      'aeg-metadata-version': '1.0',
      'aeg-output-event-id': id,
    },
  };
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LAST_PAUSE_MS)) {
    try {
      return await sender.sendMessages(message);
    } catch (error) {
      if (signal.aborted) throw error;
      await sleep(pause, undefined, { signal });
    }
  }
}

/** The size of a blob that was written in blocks or copied; 0 if it is gone again. */
async function presentLength(storage: BlobServiceClient, name: string): Promise<number> {
  const blob = storage.getContainerClient(CONTAINERS.uploads).getBlobClient(name);
  try {
    return (await blob.getProperties()).contentLength ?? 0;
  } catch (error) {
    if (isStatus(error, 404)) return 0;
    throw error;
  }
}
