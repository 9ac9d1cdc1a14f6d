import { randomUUID } from 'node:crypto';
import type {
  ServiceBusMessage,
  ServiceBusMessageBatch,
  ServiceBusSender,
} from '@azure/service-bus';
import type { BlobItem } from '@azure/storage-blob';
import { blobCreatedEvent } from '@blobscribe/core/blob-created-event';
import { withDeadline } from '@blobscribe/core/deadline';
import { bareEtag } from '@blobscribe/core/read-blob';

const SEND_DEADLINE_MS = 30_000;

type QueuedUpload = Pick<BlobItem, 'name' | 'properties'>;

export type Requeuer = {
  /** Has the event of an upload sent with the next `flush`. */
  add(upload: QueuedUpload): void;
  flush(): Promise<void>;
};

/**
 * Sends uploads to the queue again, in batches as large as the queue takes. `endpoint` is the account's.
 * Each message has an id of its own: with one made from the image, duplicate detection would swallow
 * for a day every try after the first.
 */
export function createRequeuer(sender: ServiceBusSender, endpoint: string): Requeuer {
  let pending: ServiceBusMessage[] = [];

  async function flush(): Promise<void> {
    const messages = pending;
    pending = [];
    let batch: ServiceBusMessageBatch | undefined;
    for (const message of messages) {
      if (batch?.tryAddMessage(message)) continue;
      if (batch) await send(batch);
      batch = await openBatch();
      if (!batch.tryAddMessage(message)) throw new Error('an event fits no message');
    }
    if (batch) await send(batch);
  }

  function openBatch(): Promise<ServiceBusMessageBatch> {
    return withDeadline('opening a batch', SEND_DEADLINE_MS, (abortSignal) =>
      sender.createMessageBatch({ abortSignal }),
    );
  }

  function send(batch: ServiceBusMessageBatch): Promise<void> {
    return withDeadline('queueing uploads', SEND_DEADLINE_MS, (abortSignal) =>
      sender.sendMessages(batch, { abortSignal }),
    );
  }

  return { add: (upload) => void pending.push(messageOf(upload, endpoint)), flush };
}

function messageOf({ name, properties }: QueuedUpload, endpoint: string): ServiceBusMessage {
  const messageId = randomUUID();
  const blob = {
    // The operation that Event Grid would have told of: whoever judges by it must be able to.
    api: properties.copyId === undefined ? 'PutBlob' : 'CopyBlob',
    name,
    etag: bareEtag(properties.etag),
    contentLength: properties.contentLength ?? 0,
    contentType: properties.contentType ?? '',
    blobType: properties.blobType ?? '',
    endpoint,
    source: 'blobscribe/sweep',
  };
  const body = blobCreatedEvent(blob, messageId, properties.lastModified);
  return { body, messageId, contentType: 'application/json' };
}
