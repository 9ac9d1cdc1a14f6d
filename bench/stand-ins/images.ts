import { randomUUID } from 'node:crypto';
import { ServiceBusClient } from '@azure/service-bus';
import { BlobServiceClient } from '@azure/storage-blob';
import { blobCreatedEvent } from '../../core/src/blob-created-event.ts';
import { uuidV7 } from '../../core/src/uuid.ts';
import { QUEUE, type Services } from './services.ts';

const TENANT = 'bench';

/** What every upload is that nobody stored; the storage adds its name, so that no two files are alike. */
export async function storeTemplate({ storage }: Services, file: Buffer): Promise<void> {
  const uploads = BlobServiceClient.fromConnectionString(storage).getContainerClient('uploads');
  await uploads.getBlockBlobClient('template').upload(file, file.length);
}

/** The names of `count` new uploads. */
export function nameUploads(count: number): string[] {
  return Array.from({ length: count }, () => `${TENANT}/${uuidV7()}`);
}

/** Tells the queue of uploads as Event Grid would. */
export async function tellOf(services: Services, names: readonly string[]): Promise<void> {
  const client = new ServiceBusClient(services.queue);
  const sender = client.createSender(QUEUE);
  let batch = await sender.createMessageBatch();
  for (const name of names) {
    const message = messageOf(name);
    if (batch.tryAddMessage(message)) continue;
    await sender.sendMessages(batch);
    batch = await sender.createMessageBatch();
    batch.tryAddMessage(message);
  }
  await sender.sendMessages(batch);
  await client.close();
}

function messageOf(name: string) {
  const blob = {
    api: 'PutBlob',
    name,
    etag: 'template',
    contentLength: 1,
    contentType: 'image/jpeg',
    blobType: 'BlockBlob',
    endpoint: 'http://127.0.0.1/bench',
    source: '/bench',
  };
  const messageId = randomUUID();
  return { messageId, body: blobCreatedEvent(blob, messageId, new Date()) };
}
