import { randomUUID } from 'node:crypto';
import type { ServiceBusSender } from '@azure/service-bus';
import type { BlobServiceClient } from '@azure/storage-blob';
import { connectServiceBus, connectStorage } from '@blobscribe/core/azure-clients';
import { blobCreatedEvent } from '@blobscribe/core/blob-created-event';
import { CONTAINERS, promptName, uploadOfName } from '@blobscribe/core/blob-names';
import { createLog } from '@blobscribe/core/log';
import { bareEtag } from '@blobscribe/core/read-blob';
import { parseRecordMetadata } from '@blobscribe/core/record-metadata';
import { SettingsError } from '@blobscribe/core/settings';
import { readConfig } from './read-config.ts';
import { isDescribed } from './write-record.ts';

/**
 * Queues every upload again that has no record of its present version, and returns how many. An
 * upload that waits in the queue all the same is described once: the record's condition sees to that.
 */
export async function sweep(storage: BlobServiceClient, sender: ServiceBusSender): Promise<number> {
  const records = await listRecords(storage);
  let queued = 0;
  const uploads = storage.getContainerClient(CONTAINERS.uploads);
  for await (const { name, properties } of uploads.listBlobsFlat()) {
    const upload = uploadOfName(name);
    const etag = bareEtag(properties.etag);
    if (!upload || isDescribed(records.get(promptName(name)), upload, etag)) continue;
    const blob = {
      api: 'Sweep',
      name,
      etag,
      contentLength: properties.contentLength ?? 0,
      contentType: properties.contentType ?? '',
      blobType: properties.blobType ?? '',
      endpoint: storage.url,
      source: 'blobscribe/sweep',
    };
    // A new id each time: duplicate detection must not swallow what was lost once.
    const messageId = randomUUID();
    const body = blobCreatedEvent(blob, messageId, properties.lastModified);
    await sender.sendMessages({ body, messageId, contentType: 'application/json' });
    queued += 1;
  }
  return queued;
}

async function listRecords(storage: BlobServiceClient) {
  const records = new Map<string, { sourceEtag: string | undefined }>();
  const prompts = storage.getContainerClient(CONTAINERS.prompts);
  for await (const { name, metadata } of prompts.listBlobsFlat({
    includeMetadata: true,
  })) {
    records.set(name, { sourceEtag: parseRecordMetadata(metadata)?.sourceetag });
  }
  return records;
}

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const storage = await connectStorage(config);
  const serviceBus = await connectServiceBus(config);
  const queued = await sweep(storage, serviceBus.createSender(config.QUEUE_NAME));
  createLog().info('uploads-swept', { queued });
  await serviceBus.close();
}

if (import.meta.main) {
  try {
    await main();
  } catch (error) {
    if (error instanceof SettingsError) process.stderr.write(`${error.message}\n`);
    else createLog().error('sweep-failed', { error });
    process.exitCode = 1;
  }
}
