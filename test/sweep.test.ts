import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { ServiceBusClient } from '@azure/service-bus';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { blobCreatedEvent } from '../core/src/blob-created-event.ts';
import { uploadOfName } from '../core/src/blob-names.ts';
import { deleteImage } from '../core/src/delete-image.ts';
import { batchMetadata } from '../core/src/request-record.ts';
import { uuidV7 } from '../core/src/uuid.ts';
import { lookAtQueue } from '../job/src/sweep/look-at-queue.ts';
import { createSettlement } from '../job/src/sweep/settle-upload.ts';
import { type SweepReport, sweepUploads } from '../job/src/sweep/sweep-uploads.ts';
import { startProcess } from '../local/src/processes.ts';
import { type JobBench, jobBench } from './support/job-bench.ts';
import { jpeg } from './support/pictures.ts';

const QUEUE = 'images';
const SWEEP = fileURLToPath(new URL('../job/src/sweep.ts', import.meta.url));
const HOUR_MS = 3_600_000;

let bench: JobBench;

beforeAll(async () => {
  bench = await jobBench();
});

afterAll(() => bench.stop());

afterEach(async () => {
  await lose();
  await lose('deadLetter');
  for (const name of ['uploads', 'prompts', 'requests']) await empty(name);
});

/** One run of the sweeper in this process, at a time of the test's choice. */
async function sweep(now = Date.now(), afterMinutes = 0): Promise<SweepReport> {
  const serviceBus = new ServiceBusClient(bench.broker.connectionString);
  const { storage } = bench.azurite;
  try {
    return await sweepUploads({
      storage,
      serviceBus,
      queue: QUEUE,
      afterMinutes,
      now: () => now,
    });
  } finally {
    await serviceBus.close();
  }
}

const container = (name: string) => bench.azurite.storage.getContainerClient(name);

const eventOf = (name: string, etag: string) =>
  blobCreatedEvent(
    {
      api: 'PutBlob',
      name,
      etag,
      contentLength: 1,
      contentType: 'image/jpeg',
      blobType: 'BlockBlob',
      endpoint: bench.azurite.storage.url,
      source: '/test',
    },
    randomUUID(),
    new Date(),
  );

/** Takes all messages of the queue without working on them, as if they had been lost there. */
async function lose(subQueueType?: 'deadLetter'): Promise<number> {
  const { activeCount, deadLetterCount } = bench.broker;
  const client = new ServiceBusClient(bench.broker.connectionString);
  const receiver = client.createReceiver(QUEUE, {
    receiveMode: 'receiveAndDelete',
    ...(subQueueType ? { subQueueType } : {}),
  });
  let lost = 0;
  while ((subQueueType ? deadLetterCount(QUEUE) : activeCount(QUEUE)) > 0) {
    lost += (await receiver.receiveMessages(1000, { maxWaitTimeInMs: 100 })).length;
  }
  await client.close();
  return lost;
}

async function empty(name: string): Promise<void> {
  const names = await Array.fromAsync(container(name).listBlobsFlat(), (blob) => blob.name);
  await Promise.all(names.map((blob) => container(name).deleteBlob(blob)));
}

/** Has a message for an image die, whatever it says. */
async function kill(name: string, etag: string): Promise<void> {
  await bench.tell(name, etag);
  const client = new ServiceBusClient(bench.broker.connectionString);
  const receiver = client.createReceiver(QUEUE);
  const [message] = await receiver.receiveMessages(1);
  if (!message) throw new Error('nothing to kill');
  await receiver.deadLetterMessage(message, {
    deadLetterReason: 'Test',
    deadLetterErrorDescription: 'The test wants it dead.',
  });
  await client.close();
}

async function ask(name: string, record: object, metadata = {}): Promise<void> {
  const text = JSON.stringify({
    version: 1,
    createdAt: new Date().toISOString(),
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    ...record,
  });
  await container('requests').getBlockBlobClient(name).upload(text, text.length, { metadata });
}

async function records(prefix: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for await (const { name, metadata } of container('prompts').listBlobsFlat({
    prefix,
    includeMetadata: true,
  })) {
    found.set(name, metadata?.code ?? metadata?.status ?? '');
  }
  return found;
}

describe('a sweep', () => {
  it('completes all of 200 uploads of which 10 never reached the queue', async () => {
    const names = Array.from({ length: 200 }, (_, index) => `drop/f10/${index}.jpg`);
    await Promise.all(
      names.map(async (name, index) => {
        const etag = await bench.store(name, await jpeg(index));
        if (index % 20 !== 7) await bench.tell(name, etag);
      }),
    );

    expect(await sweep()).toMatchObject({ queued: 10, skipped: 190, seenMessages: 190 });
    expect(await bench.run().ended).toBe(0);

    expect(await sweep()).toMatchObject({ queued: 0, skipped: 0, seenMessages: 0 });
    const done = await records('drop/f10/');
    expect([...done.values()]).toEqual(Array(200).fill('succeeded'));
    expect(bench.broker.deadLetterCount(QUEUE)).toBe(0);
  }, 120_000);

  it('leaves young uploads alone, and tells how old the oldest is', async () => {
    await bench.store('drop/young.jpg', await jpeg(1));

    const young = await sweep(Date.now() + 14 * 60_000, 15);
    const old = await sweep(Date.now() + 16 * 60_000, 15);

    expect(young).toMatchObject({ queued: 0, skipped: 1 });
    expect(young.oldestUnansweredSeconds).toBeGreaterThanOrEqual(14 * 60);
    expect(old).toMatchObject({ queued: 1, skipped: 0 });
  });

  it('queues an upload again whose second message was lost too, though duplicates are dropped', async () => {
    await bench.store('drop/twice.jpg', await jpeg(2));
    expect(await sweep()).toMatchObject({ queued: 1 });
    expect(await lose()).toBe(1);

    expect(await sweep()).toMatchObject({ queued: 1 });

    expect(await lose()).toBe(1);
  });

  it('takes a scheduled copy for a message', async () => {
    const etag = await bench.store('drop/later.jpg', await jpeg(3));
    const client = new ServiceBusClient(bench.broker.connectionString);
    const sender = client.createSender(QUEUE);
    const [number] = await sender.scheduleMessages(
      { body: eventOf('drop/later.jpg', etag) },
      new Date(Date.now() + HOUR_MS),
    );

    expect(await sweep()).toMatchObject({ queued: 0, skipped: 1, seenMessages: 1 });

    if (number) await sender.cancelScheduledMessages(number);
    await client.close();
  });

  it('tells of a server-side copy as one', async () => {
    await bench.store('drop/original.jpg', await jpeg(4));
    const source = container('uploads').getBlobClient('drop/original.jpg').url;
    const copy = container('uploads').getBlobClient('drop/copy.jpg');
    await (await copy.beginCopyFromURL(source)).pollUntilDone();

    expect(await sweep()).toMatchObject({ queued: 2 });

    const told = (await bench.waiting()).map(({ body }) => [body.subject.split('/').at(-1), body]);
    expect(Object.fromEntries(told)).toMatchObject({
      'copy.jpg': { data: { api: 'CopyBlob' } },
      'original.jpg': { data: { api: 'PutBlob' } },
    });
  });

  it('adds nothing to a backlog of 10,000, and says that it could not see it whole', async () => {
    await bench.store('drop/backlog.jpg', await jpeg(5));
    const client = new ServiceBusClient(bench.broker.connectionString);
    const sender = client.createSender(QUEUE);
    for (let sent = 0; sent < 10_000; sent += 200) {
      const messages = Array.from({ length: 200 }, (_, index) => ({
        body: eventOf(`drop/backlog/${sent + index}.jpg`, '0x1'),
        messageId: randomUUID(),
      }));
      await sender.sendMessages(messages);
    }
    await client.close();

    const report = await sweep();

    expect(report).toMatchObject({
      queued: 0,
      skipped: 1,
      seenMessages: 5_000,
      sawAllMessages: false,
    });
    expect(bench.broker.activeCount(QUEUE)).toBe(10_000);
  });

  it('makes one record of an upload that two sweepers find at once', async () => {
    const names = Array.from({ length: 10 }, (_, index) => `drop/race/${index}.jpg`);
    for (const [index, name] of names.entries()) await bench.store(name, await jpeg(index));

    const reports = await Promise.all([sweep(), sweep()]);
    const queued = reports.reduce((sum, report) => sum + report.queued, 0);
    expect(bench.broker.activeCount(QUEUE)).toBe(queued);
    expect(queued).toBeGreaterThanOrEqual(10);
    const etags = async () => {
      const found = [];
      const listing = container('prompts').listBlobsFlat({ prefix: 'drop/race/' });
      for await (const { properties } of listing) found.push(properties.etag);
      return found;
    };
    expect(await bench.run().ended).toBe(0);
    const first = await etags();
    await Promise.all([sweep(), sweep()]);

    expect(first).toHaveLength(10);
    expect(await etags()).toEqual(first);
    expect(bench.broker.activeCount(QUEUE)).toBe(0);
  });

  it('does nothing for an absence that the blob itself does not show', async () => {
    const name = 'drop/described-meanwhile.jpg';
    await bench.drop(name, 6);
    const [item] = await Array.fromAsync(container('uploads').listBlobsFlat());
    const upload = uploadOfName(name);
    if (!item || !upload) throw new Error('nothing is listed');
    expect(await bench.run().ended).toBe(0);
    const client = new ServiceBusClient(bench.broker.connectionString);
    const settlement = createSettlement({
      storage: bench.azurite.storage,
      view: await lookAtQueue(client, QUEUE, 100),
      requeuer: { add: () => expect.unreachable(), flush: async () => {} },
    });

    expect(await settlement.answer(item, upload)).toBe('answered');
    await client.close();
  });

  it('runs as a process that ends by itself, with one line', async () => {
    const lines: string[] = [];
    await bench.store('drop/process.jpg', await jpeg(6));

    const process_ = startProcess({
      label: 'sweep',
      script: SWEEP,
      environment: {
        ...process.env,
        STORAGE_CONNECTION_STRING: bench.azurite.connectionString,
        SERVICEBUS_CONNECTION_STRING: bench.broker.connectionString,
        SWEEP_AFTER_MINUTES: '0',
      },
      print: (line) => lines.push(line.replace('[sweep] ', '')),
    });

    expect(await process_.ended).toBe(0);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { level: 'info', event: 'uploads-swept', queued: 1, expired: 0, failed: 0, skipped: 0 },
    ]);
  });

  it('fails as a process where the queue is not there', async () => {
    const sweeper = startProcess({
      label: 'sweep',
      script: SWEEP,
      environment: {
        ...process.env,
        STORAGE_CONNECTION_STRING: bench.azurite.connectionString,
        SERVICEBUS_CONNECTION_STRING: bench.broker.connectionString,
        QUEUE_NAME: 'nowhere',
      },
      print: () => {},
    });

    expect(await sweeper.ended).toBe(1);
  });
});

describe('a name among the dead letters', () => {
  it('gets its record, no other round, and stays for a person', async () => {
    const etag = await bench.store('drop/dead.jpg', await jpeg(7));
    await kill('drop/dead.jpg', etag);

    expect(await sweep()).toMatchObject({ queued: 0, failed: 1 });

    expect(await bench.record('drop/dead.jpg')).toMatchObject({
      status: 'failed',
      error: { code: 'processing-failed' },
      source: { name: 'drop/dead.jpg', etag: etag.replaceAll('"', '') },
    });
    expect(await bench.deadLetters()).toHaveLength(1);
    expect(await sweep()).toMatchObject({ queued: 0, failed: 0 });
  });

  it('keeps the record that it has', async () => {
    const etag = await bench.drop('drop/dead-but-done.jpg', 8);
    expect(await bench.run().ended).toBe(0);
    await kill('drop/dead-but-done.jpg', etag);

    expect(await sweep()).toMatchObject({ queued: 0, failed: 0 });

    expect(await bench.record('drop/dead-but-done.jpg')).toMatchObject({ status: 'succeeded' });
  });

  it('has no record made for it when somebody has just sent it again', async () => {
    const etag = await bench.store('drop/redriven.jpg', await jpeg(9));
    await kill('drop/redriven.jpg', etag);
    const client = new ServiceBusClient(bench.broker.connectionString);
    const view = await lookAtQueue(client, QUEUE, 100);
    const name = 'drop/redriven.jpg';
    const bare = etag.replaceAll('"', '');
    expect(await view.isDead(name, bare)).toBe(true);

    await lose('deadLetter');

    expect(await view.isDead(name, bare)).toBe(false);
    await client.close();
  });

  it('is queued all the same in a version that came after', async () => {
    const etag = await bench.store('drop/replaced.jpg', await jpeg(9));
    await kill('drop/replaced.jpg', etag);
    await bench.store('drop/replaced.jpg', await jpeg(10));

    expect(await sweep()).toMatchObject({ queued: 1, failed: 0 });

    expect(await bench.run().ended).toBe(0);
    expect(await bench.record('drop/replaced.jpg')).toMatchObject({ status: 'succeeded' });
  });
});

describe('a request', () => {
  const late = () => Date.now() + 24.3 * HOUR_MS;

  it('ends a day after its URL did', async () => {
    const id = uuidV7();
    await ask(`acme/${id}.json`, { id, fileName: 'cat.jpg' });

    expect(await sweep(Date.now() + 24.2 * HOUR_MS)).toMatchObject({ expired: 0 });
    expect(await sweep(late())).toMatchObject({ expired: 1 });

    expect(await bench.record(`acme/${id}`)).toMatchObject({
      status: 'failed',
      error: { code: 'upload-missing' },
      source: { fileName: 'cat.jpg' },
    });
    expect(await sweep(late())).toMatchObject({ expired: 0 });
  });

  it('does not end while its image is there', async () => {
    const id = uuidV7();
    await ask(`acme/${id}.json`, { id });
    await bench.drop(`acme/${id}`);

    expect(await sweep(late())).toMatchObject({ expired: 0, skipped: 1 });

    expect(await bench.run().ended).toBe(0);
    expect(await sweep(late())).toMatchObject({ expired: 0 });
    expect(await bench.record(`acme/${id}`)).toMatchObject({ status: 'succeeded' });
  });

  it('for a batch ends for each item that never arrived, and no other', async () => {
    const id = uuidV7();
    const items = Array.from({ length: 12 }, (_, index) => ({ name: `${index}.jpg` }));
    const batch = { id, items };
    await ask(
      `acme/${id}.json`,
      batch,
      batchMetadata({ ...batch, version: 1, createdAt: '', traceparent: '' }),
    );
    await bench.drop(`acme/${id}/3`);
    const deleted = uploadOfName(`acme/${id}/10`);
    if (deleted) await deleteImage(bench.azurite.storage, deleted, AbortSignal.timeout(10_000));
    expect(await bench.run().ended).toBe(0);

    expect(await sweep(late())).toMatchObject({ expired: 10 });

    const ended = await records(`acme/${id}/`);
    expect(ended.get(`acme/${id}/3.json`)).toBe('succeeded');
    expect(ended.has(`acme/${id}/10.json`)).toBe(false);
    expect(ended.get(`acme/${id}/11.json`)).toBe('upload-missing');
    expect(ended.size).toBe(11);
  });

  it('that was deleted does not end, and what came for it late is taken back', async () => {
    const id = uuidV7();
    const upload = { tenant: 'acme', id, name: `acme/${id}` };
    await deleteImage(bench.azurite.storage, upload, AbortSignal.timeout(10_000));
    await ask(`acme/${id}.json`, { id });
    await bench.store(`acme/${id}`, await jpeg(11));

    expect(await sweep(late())).toMatchObject({ takenBack: 1, expired: 0, queued: 0 });

    expect(await bench.record(`acme/${id}`)).toBeUndefined();
    expect(await container('uploads').getBlobClient(`acme/${id}`).exists()).toBe(false);
    await ask(`acme/${id}.json`, { id });
    expect(await sweep(late())).toMatchObject({ takenBack: 0, expired: 0, queued: 0 });
  });
});
