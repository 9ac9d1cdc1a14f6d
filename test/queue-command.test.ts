import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ServiceBusClient } from '@azure/service-bus';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { blobCreatedEvent } from '../core/src/blob-created-event.ts';
import { uploadOfName } from '../core/src/blob-names.ts';
import { openDeadLetters } from '../core/src/dead-letters/open-dead-letters.ts';
import { createResender } from '../core/src/dead-letters/resend.ts';
import { endUpload } from '../job/src/sweep/end-upload.ts';
import { sweepUploads } from '../job/src/sweep/sweep-uploads.ts';
import { type Ended, runCommand } from './support/command.ts';
import { type JobBench, jobBench } from './support/job-bench.ts';
import { jpeg } from './support/pictures.ts';
import { dataFolder } from './support/stack.ts';

const QUEUE = 'images';

let bench: JobBench;
let data: Awaited<ReturnType<typeof dataFolder>>;

beforeAll(async () => {
  [bench, data] = await Promise.all([jobBench(), dataFolder()]);
});

afterAll(async () => {
  await data.remove();
  await bench.stop();
});

afterEach(async () => {
  const letters = await open();
  const ids = (await letters.list()).map(({ id }) => id);
  await Array.fromAsync(letters.discard(new Set(ids)));
  await letters.close();
});

/** Runs the command as an operator does whose environment names the services. */
function blobscribe(...args: string[]): Promise<Ended> {
  return start(args, {
    STORAGE_CONNECTION_STRING: bench.azurite.connectionString,
    SERVICEBUS_CONNECTION_STRING: bench.broker.connectionString,
  });
}

function start(args: string[], environment: Record<string, string>): Promise<Ended> {
  return runCommand(['queue', ...args], { cwd: data.path, environment });
}

/** The same as the command sees. */
const open = () =>
  openDeadLetters({
    STORAGE_CONNECTION_STRING: bench.azurite.connectionString,
    SERVICEBUS_CONNECTION_STRING: bench.broker.connectionString,
    QUEUE_NAME: QUEUE,
  });

/** The ids of what lies dead, by the names of their images. */
async function listed(): Promise<Map<string, string>> {
  const letters = await open();
  const found = await letters.list();
  await letters.close();
  return new Map(found.flatMap(({ id, events }) => events.map(({ name = '' }) => [name, id])));
}

/** Has whatever waits in the queue die. */
async function killAll(reason = 'Test', description = 'The test wants it dead.'): Promise<void> {
  const client = new ServiceBusClient(bench.broker.connectionString);
  const receiver = client.createReceiver(QUEUE);
  while (bench.broker.activeCount(QUEUE) > 0) {
    const messages = await receiver.receiveMessages(100, { maxWaitTimeInMs: 1000 });
    const death = { deadLetterReason: reason, deadLetterErrorDescription: description };
    await Promise.all(messages.map((message) => receiver.deadLetterMessage(message, death)));
  }
  await client.close();
}

async function sweep() {
  const serviceBus = new ServiceBusClient(bench.broker.connectionString);
  const { storage } = bench.azurite;
  const report = await sweepUploads({ storage, serviceBus, queue: QUEUE, afterMinutes: 0 });
  await serviceBus.close();
  return report;
}

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
    new Date(Date.now() - 3 * 3_600_000),
  );

async function storeUndelivered(content: unknown): Promise<string> {
  const name = `IMAGES/2026/11/26/2/${randomUUID()}.json`;
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  await bench.azurite.storage
    .getContainerClient('deadletter')
    .getBlockBlobClient(name)
    .upload(text, Buffer.byteLength(text));
  return name;
}

describe('blobscribe queue list', () => {
  it('says of each what it is, why, how old and how often it was delivered', async () => {
    await bench.tell('drop/listed.jpg', '0x1');
    await killAll('MaxDeliveryCountExceeded', 'Ten times is enough.');
    const undelivered = await storeUndelivered([
      {
        ...eventOf('drop/undelivered.jpg', '0x1'),
        deadletterreason: 'MaxDeliveryAttemptsExceeded',
        deliveryattempts: 30,
        lastdeliveryoutcome: 'Unauthorized',
      },
    ]);

    const { status, stdout } = await blobscribe('list');

    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^\d+ {2}queue {2}drop\/listed\.jpg\n {4}\d+ s old, [01] deliver\w+: MaxDeliveryCountExceeded: Ten times/,
    );
    expect(stdout).toContain(`${undelivered}  event-grid  drop/undelivered.jpg\n`);
    expect(stdout).toContain(
      '    3 h old, 30 deliveries: MaxDeliveryAttemptsExceeded: Unauthorized\n',
    );
  });

  it('lets no text of a message steer the terminal', async () => {
    const hostile = 'x\u001b[2J\u009b31m\u202eevil.jpg';
    await bench.tell(`drop/${hostile}`, '0x1');
    await killAll(hostile, `${hostile}\nsecond line`);
    const [id = ''] = (await listed()).values();

    const outputs = await Promise.all([
      blobscribe('list'),
      blobscribe('list', '--json'),
      blobscribe('show', id),
    ]);

    for (const { status, stdout } of outputs) {
      expect(status).toBe(0);
      expect(stdout.replaceAll('\n', '')).not.toMatch(/\p{C}/u);
    }
    expect(JSON.parse(outputs[1].stdout).events[0].name).toBe(`drop/${hostile}`);
    expect(JSON.parse(outputs[2].stdout).body.subject).toContain(hostile);
  });

  it('finds the pipeline that runs on a data folder', async () => {
    const folder = join(data.path, 'stack');
    await mkdir(folder);
    const local = {
      pid: process.pid,
      api: 'http://127.0.0.1:1',
      storage: { connectionString: bench.azurite.connectionString },
      serviceBus: { connectionString: bench.broker.connectionString, queue: QUEUE },
    };
    await writeFile(join(folder, 'local.json'), JSON.stringify(local));

    const { status, stderr } = await start(['list', '--data', folder], {});

    expect(status).toBe(0);
    expect(stderr).toBe(`The pipeline on ${folder}:\nNothing lies dead.\n`);
  });

  it('fails where neither a pipeline runs nor the environment names one', async () => {
    const none = { STORAGE_CONNECTION_STRING: '', SERVICEBUS_CONNECTION_STRING: '' };

    const { status, stderr } = await start(['list'], none);

    expect(status).toBe(1);
    expect(stderr).toMatch(/no pipeline runs on .*\.blobscribe, and STORAGE_CONNECTION_STRING/);
  });
});

describe('blobscribe queue redrive', () => {
  it('makes 100 records of 100 dead letters that had ended as failed', async () => {
    const names = Array.from({ length: 100 }, (_, index) => `drop/redriven/${index}.jpg`);
    await Promise.all(names.map((name, index) => bench.drop(name, index)));
    await killAll();
    expect(await sweep()).toMatchObject({ failed: 100, queued: 0 });

    const dry = await blobscribe('redrive', '--all', '--dry-run');
    expect(dry.stdout.match(/^would be redriven {2}\d+$/gm)).toHaveLength(100);
    expect(bench.broker.deadLetterCount(QUEUE)).toBe(100);
    expect(bench.broker.activeCount(QUEUE)).toBe(0);
    expect(await bench.record('drop/redriven/0.jpg')).toMatchObject({ status: 'failed' });

    const { status, stdout } = await blobscribe('redrive', '--all');
    expect(status).toBe(0);
    expect(stdout.match(/^redriven {2}\d+$/gm)).toHaveLength(100);
    expect(bench.broker.deadLetterCount(QUEUE)).toBe(0);
    expect(await bench.run().ended).toBe(0);

    for (const name of names) {
      expect(await bench.record(name)).toMatchObject({ status: 'succeeded' });
    }
    expect(bench.broker.deadLetterCount(QUEUE)).toBe(0);
  }, 120_000);

  it('sends one alone, and leaves a record that is no such failure', async () => {
    await bench.drop('drop/done.jpg', 1);
    expect(await bench.run().ended).toBe(0);
    const before = await bench.record('drop/done.jpg');
    await bench.tell('drop/done.jpg', before?.source.etag ?? '');
    await bench.tell('drop/other.jpg', '0x1');
    await killAll();
    const id = (await listed()).get('drop/done.jpg') ?? '';

    expect(await blobscribe('redrive', id, '--json')).toMatchObject({
      status: 0,
      stdout: `{"id":"${id}","outcome":"redriven"}\n`,
    });

    expect(bench.broker.activeCount(QUEUE)).toBe(1);
    expect(bench.broker.deadLetterCount(QUEUE)).toBe(1);
    expect(await bench.run().ended).toBe(0);
    expect(await bench.record('drop/done.jpg')).toEqual(before);
  });

  it('leaves no failure behind that a sweep wrote between its look and the end', async () => {
    const name = 'drop/swept-meanwhile.jpg';
    const etag = await bench.drop(name, 2);
    await killAll();
    const letters = await open();
    const redriving = letters.redrive(new Set((await listed()).values()));
    const upload = uploadOfName(name);
    if (!upload) throw new Error('no such name');
    const [{ letter } = { letter: undefined }] = await Array.fromAsync(redriving);
    await letters.close();
    expect(letter?.events).toMatchObject([{ name }]);
    const bare = etag.replaceAll('"', '');
    await endUpload(bench.azurite.storage, upload, { code: 'processing-failed', etag: bare });
    const client = new ServiceBusClient(bench.broker.connectionString);
    const { tidy } = createResender(bench.azurite.storage, client.createSender(QUEUE));

    if (letter) await tidy(letter);

    await client.close();
    expect(await bench.record(name)).toBeUndefined();
    expect(await bench.run().ended).toBe(0);
    expect(await bench.record(name)).toMatchObject({ status: 'succeeded' });
  });

  it('sends the events of each blob of Event Grid, in all its layouts, then deletes it', async () => {
    const names = ['cloud', 'grid', 'wrapped'].map((name) => `drop/undelivered/${name}.jpg`);
    const [cloud, grid, wrapped] = await Promise.all(
      names.map(async (name) => eventOf(name, await bench.store(name, await jpeg(name.length)))),
    );
    const { type: eventType, time: eventTime, ...rest } = { ...eventOf('', ''), ...grid };
    await storeUndelivered([
      { ...cloud, deadletterreason: 'TimeToLiveExceeded', deliveryattempts: 9 },
      { ...rest, eventType, eventTime, deadLetterReason: 'TimeToLiveExceeded' },
    ]);
    await storeUndelivered([
      { event: wrapped, deadletterProperties: { deadletterreason: 'Undeliverable' } },
    ]);
    expect([...(await listed()).keys()].sort()).toEqual(names);

    expect((await blobscribe('redrive', '--all')).status).toBe(0);

    expect((await listed()).size).toBe(0);
    expect(await bench.run().ended).toBe(0);
    for (const name of names) {
      expect(await bench.record(name)).toMatchObject({ status: 'succeeded' });
    }
  });

  it('fails for what is not there, and for what holds no event, which stays', async () => {
    const broken = await storeUndelivered('no JSON');

    const { status, stdout } = await blobscribe('redrive', '999999', broken);

    expect(status).toBe(1);
    expect(stdout).toContain('not found  999999\n');
    expect(stdout).toContain(`failed  ${broken}  it holds no event`);
    expect((await blobscribe('list')).stdout).toContain('holds no event that could be read');
  });
});

describe('blobscribe queue discard', () => {
  it('wants a yes where there is no terminal to ask on', async () => {
    await bench.tell('drop/kept.jpg', '0x1');
    await killAll();

    const { status, stderr } = await blobscribe('discard', '--all');

    expect(status).toBe(2);
    expect(stderr).toContain('say --yes');
    expect(bench.broker.deadLetterCount(QUEUE)).toBe(1);
  });

  it('takes away those that are named, of the queue and of Event Grid, and no other', async () => {
    for (const name of ['drop/a.jpg', 'drop/b.jpg', 'drop/c.jpg']) await bench.tell(name, '0x1');
    await killAll();
    const undelivered = await storeUndelivered([eventOf('drop/d.jpg', '0x1')]);
    const named = [(await listed()).get('drop/b.jpg') ?? '', undelivered];

    const dry = await blobscribe('discard', '--dry-run', ...named);
    expect(dry.stdout.match(/^would be discarded/gm)).toHaveLength(2);
    expect((await listed()).size).toBe(4);
    expect((await blobscribe('discard', '--yes', ...named)).status).toBe(0);

    expect([...(await listed()).keys()].sort()).toEqual(['drop/a.jpg', 'drop/c.jpg']);
    expect(bench.broker.activeCount(QUEUE)).toBe(0);
  });
});
