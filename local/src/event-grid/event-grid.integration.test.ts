import { request } from 'node:http';
import { ServiceBusClient } from '@azure/service-bus';
import { BlobServiceClient } from '@azure/storage-blob';
import { createLog } from '@blobscribe/core/log';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AzuriteFixture, azuriteFixture } from '../../../test/support/azurite.ts';
import { azuriteConnectionString } from '../azurite.ts';
import { anyPort } from '../ports.ts';
import { type Broker, startBroker } from '../service-bus/broker.ts';
import { startEventGrid } from './event-grid.ts';

const QUEUE = 'images';
const KEY = Buffer.alloc(32, 7).toString('base64');

let azurite: AzuriteFixture;
let broker: Broker;
let eventGrid: Awaited<ReturnType<typeof startEventGrid>>;
let storage: BlobServiceClient;
let port: number;

const startQueue = (at: number) =>
  startBroker({ port: at, key: KEY, queues: [{ name: QUEUE, duplicateDetectionSeconds: 60 }] });

beforeAll(async () => {
  azurite = await azuriteFixture();
  broker = await startQueue(0);
  port = await anyPort();
  eventGrid = await startEventGrid({
    port,
    target: { host: '127.0.0.1', port: azurite.port },
    origins: ['http://127.0.0.1:8080'],
    storage: azurite.storage,
    serviceBusConnectionString: broker.connectionString,
    queue: QUEUE,
    log: createLog(() => {}),
  });
  storage = BlobServiceClient.fromConnectionString(azuriteConnectionString(port));
});

afterAll(async () => {
  await eventGrid.close();
  await broker.close();
  await azurite.stop();
});

const uploads = () => storage.getContainerClient('uploads');

/** The next `count` messages, taken off the queue. */
async function take(count: number) {
  const client = new ServiceBusClient(broker.connectionString);
  const receiver = client.createReceiver(QUEUE, { receiveMode: 'receiveAndDelete' });
  const messages = [];
  while (messages.length < count) {
    messages.push(...(await receiver.receiveMessages(1, { maxWaitTimeInMs: 10_000 })));
  }
  await client.close();
  return messages;
}

describe('an accepted write', () => {
  it('becomes the CloudEvent that Event Grid would deliver', async () => {
    const { etag } = await uploads()
      .getBlockBlobClient('drop/été #1.jpg')
      .upload('abc', 3, { blobHTTPHeaders: { blobContentType: 'image/jpeg' } });

    const [message] = await take(1);
    const { id, time, ...event } = message?.body ?? {};
    expect(event).toEqual({
      specversion: '1.0',
      type: 'Microsoft.Storage.BlobCreated',
      source: expect.stringMatching(/Microsoft\.Storage\/storageAccounts\/devstoreaccount1$/),
      subject: '/blobServices/default/containers/uploads/blobs/drop/été #1.jpg',
      data: {
        api: 'PutBlob',
        eTag: etag?.replaceAll('"', ''),
        contentType: 'image/jpeg',
        contentLength: 3,
        blobType: 'BlockBlob',
        url: `http://127.0.0.1:${port}/devstoreaccount1/uploads/drop/été #1.jpg`,
      },
    });
    expect(Date.parse(time)).toBeGreaterThan(Date.now() - 60_000);
    expect(message?.messageId).toBe(id);
    expect(message?.applicationProperties).toMatchObject({ 'aeg-event-type': 'Notification' });
  });

  it('in blocks is one event, when the list is put, with the whole size', async () => {
    const content = Buffer.alloc(300_000, 1);
    await uploads()
      .getBlockBlobClient('drop/blocks.jpg')
      .uploadData(content, { blockSize: 100_000, maxSingleShotSize: 1 });

    const [message] = await take(1);

    expect(message?.body.data).toMatchObject({ api: 'PutBlockList', contentLength: 300_000 });
    expect(broker.activeCount(QUEUE)).toBe(0);
  });

  it('that is refused, or in another container, is none', async () => {
    const blob = uploads().getBlockBlobClient('drop/once.jpg');
    await blob.upload('abc', 3);
    await take(1);

    const again = blob.upload('abc', 3, { conditions: { ifNoneMatch: '*' } });
    await expect(again).rejects.toMatchObject({ statusCode: 409 });
    await storage.getContainerClient('prompts').getBlockBlobClient('x.json').upload('{}', 2);
    await uploads().getBlockBlobClient('drop/last.jpg').upload('abc', 3);

    const [next] = await take(1);
    expect(next?.body.subject).toMatch(/last\.jpg$/);
  });

  it('reaches a queue that was away', async () => {
    const at = broker.port;
    await broker.close();
    await uploads().getBlockBlobClient('drop/patient.jpg').upload('abc', 3);
    broker = await startQueue(at);

    const [message] = await take(1);

    expect(message?.body.subject).toMatch(/patient\.jpg$/);
  });
});

describe('a call of another site', () => {
  const address = () => `http://127.0.0.1:${port}/devstoreaccount1/uploads/x?comp=list`;

  it.each([
    ['its origin', { origin: 'https://evil.example' }],
    ['a cross-site fetch', { 'sec-fetch-site': 'cross-site' }],
  ])('is refused by %s', async (_, headers) => {
    expect((await fetch(address(), { headers })).status).toBe(403);
  });

  it('is refused by a rebound name', async () => {
    const { promise: answered, resolve } = Promise.withResolvers<number | undefined>();
    const headers = { host: `evil.example:${port}` };
    request(address(), { headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    }).end();

    expect(await answered).toBe(403);
  });
});
