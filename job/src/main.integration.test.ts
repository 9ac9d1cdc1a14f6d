import { setTimeout as sleep } from 'node:timers/promises';
import { subjectOf } from '@blobscribe/core/blob-created-event';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Execution, type JobBench, jobBench } from '../../test/support/job-bench.ts';
import { jpeg } from '../../test/support/pictures.ts';
import { until } from '../../test/support/until.ts';

let bench: JobBench;

beforeAll(async () => {
  bench = await jobBench();
});

const settled = () => until('an empty queue', () => bench.broker.activeCount('images') === 0);

afterEach(settled);

afterAll(() => bench.stop());

async function drop(name: string, seed = 0): Promise<string> {
  const etag = await bench.store(name, await jpeg(seed));
  await bench.tell(name, etag);
  return etag;
}

describe('an execution', () => {
  it('describes what is queued, lingers and exits 0', async () => {
    await Promise.all([drop('drop/a.jpg', 1), drop('drop/b.jpg', 2)]);

    expect(await bench.run().ended).toBe(0);

    const records = await Promise.all(['drop/a.jpg', 'drop/b.jpg'].map(bench.record));
    expect(records.map((record) => record?.status)).toEqual(['succeeded', 'succeeded']);
  });

  it('with nothing to do exits 0', async () => {
    expect(await bench.run().ended).toBe(0);
  });

  it('stops receiving when its run is over, though a trickle never ends', async () => {
    const feeding = new AbortController();
    const feeder = (async () => {
      for (let index = 0; !feeding.signal.aborted; index += 1) {
        await drop(`drop/trickle/${index}.jpg`, index);
        await sleep(50);
      }
    })();
    const execution = bench.run({ LINGER_SECONDS: '60', RUN_SECONDS: '3' });

    expect(await execution.ended).toBe(0);

    feeding.abort();
    await feeder;
    expect(bench.broker.activeCount('images')).toBeGreaterThan(0);
    await bench.run().ended;
  });

  it('ends at SIGTERM with nothing lost', async () => {
    const names = Array.from({ length: 30 }, (_, index) => `drop/term/${index}.jpg`);
    await Promise.all(names.map((name, index) => drop(name, index)));
    const execution = bench.run({ LINGER_SECONDS: '60', CONCURRENCY: '4' });
    await until('the first record', () => bench.record('drop/term/0.jpg'));

    await execution.stop(25_000);

    expect(await execution.ended).toBe(0);
    await bench.run().ended;
    const records = await Promise.all(names.map(bench.record));
    expect(records.filter((record) => record?.status === 'succeeded')).toHaveLength(30);
    expect(bench.broker.deadLetterCount('images')).toBe(0);
  });

  it('stops with every missing variable named', async () => {
    const execution = bench.run({
      STORAGE_CONNECTION_STRING: '',
      SERVICEBUS_CONNECTION_STRING: '',
      CONCURRENCY: 'x',
    });

    expect(await execution.ended).toBe(2);
    const text = execution.lines.join('\n');
    for (const name of ['STORAGE_CONNECTION_STRING', 'SERVICEBUS_NAMESPACE', 'CONCURRENCY']) {
      expect(text).toContain(name);
    }
  });

  it('puts an image off while the storage is away, at no cost of a delivery', async () => {
    await bench.tell('drop/away.jpg', '"0x1"');
    const nowhere = bench.azurite.connectionString.replace(`:${bench.azurite.port}/`, ':1/');

    expect(await bench.run({ STORAGE_CONNECTION_STRING: nowhere }).ended).toBe(0);

    expect(bench.broker.scheduledCount('images')).toBe(1);
    const [copy] = await bench.waiting();
    expect(copy?.body.subject).toBe(subjectOf('drop/away.jpg'));
    expect(copy?.applicationProperties).toMatchObject({ tries: 1 });
    expect(Date.parse(String(copy?.applicationProperties?.firstSeen))).not.toBeNaN();
    await bench.cancel(copy);
    expect(bench.broker.scheduledCount('images')).toBe(0);
  });

  it('exits 1 if its queue is not there', async () => {
    const execution = bench.run({ QUEUE_NAME: 'nowhere', LINGER_SECONDS: '60' });

    expect(await execution.ended).toBe(1);
    expect(execution.lines.join('\n')).toContain('MessagingEntityNotFound');
  });
});

describe('a message', () => {
  let execution: Execution;

  beforeAll(() => {
    execution = bench.run({ LINGER_SECONDS: '600' });
  });

  afterAll(() => execution.stop(25_000));

  it.each([
    ['malformed-event', 'drop/x.jpg', () => 'nonsense'],
    ['malformed-event', 'drop/x.jpg', (event: object) => ({ ...event, data: {} })],
    ['unknown-name', 'drop/../local/x.jpg', (event: object) => event],
    ['unknown-name', 'drop/./x.jpg', (event: object) => event],
    ['unknown-name', 'stray.jpg', (event: object) => event],
  ])('that makes no sense is dead-lettered as %s (%s)', async (reason, name, change) => {
    const before = bench.broker.deadLetterCount('images');

    await bench.tell(name, '"0x1"', change);

    await until('the dead letter', () => bench.broker.deadLetterCount('images') === before + 1);
    expect((await bench.deadLetters()).at(-1)?.deadLetterReason).toBe(reason);
  });

  it('about an image that is gone is completed', async () => {
    await bench.tell('drop/gone.jpg', '"0x1"');

    await settled();
    expect(await bench.record('drop/gone.jpg')).toBeUndefined();
  });

  it('that arrives twice leaves the first record as it is', async () => {
    const etag = await drop('drop/twice.jpg');
    await settled();
    const first = await bench.record('drop/twice.jpg');

    await bench.tell('drop/twice.jpg', etag);

    await until('the repeat', () =>
      execution.lines.some((line) => line.includes('event-repeated')),
    );
    expect(await bench.record('drop/twice.jpg')).toEqual(first);
  });

  it('about a blob dropped again replaces its record', async () => {
    await drop('drop/again.jpg', 1);
    await settled();
    const first = await bench.record('drop/again.jpg');

    const etag = await drop('drop/again.jpg', 2);

    await settled();
    const second = await bench.record('drop/again.jpg');
    expect(second?.source.etag).toBe(etag.replaceAll('"', ''));
    expect(second?.source.etag).not.toBe(first?.source.etag);
  });

  it('that comes after the next version of its blob describes that version', async () => {
    const old = await bench.store('drop/newer.jpg', await jpeg(1));
    const etag = await bench.store('drop/newer.jpg', await jpeg(2));

    await bench.tell('drop/newer.jpg', old);

    await settled();
    expect((await bench.record('drop/newer.jpg'))?.source.etag).toBe(etag.replaceAll('"', ''));
  });

  it.each([
    ['drop/🐈 cat.jpg', 'its url raw', (name: string) => `http://a/uploads/${name}`],
    ['drop/🐕 #1.jpg', 'its url encoded', (name: string) => `http://a/uploads/${encodeURI(name)}`],
  ])('whose subject lost the emoji of %s is found by %s', async (name, _, urlOf) => {
    const etag = await bench.store(name, await jpeg());

    await bench.tell(name, etag, (event) => ({
      ...event,
      subject: subjectOf(name.replace(/\p{Emoji_Presentation}/u, '\uFFFD\uFFFD')),
      data: { api: 'PutBlob', eTag: etag, url: urlOf(name) },
    }));

    await settled();
    expect((await bench.record(name))?.status).toBe('succeeded');
  });
});

describe('an image that fails', () => {
  let execution: Execution;

  beforeAll(() => {
    execution = bench.run({ LINGER_SECONDS: '600', MAX_IMAGE_BYTES: '100000' });
  });

  afterAll(() => execution.stop(25_000));

  it('because it is no block blob is never read', async () => {
    const uploads = bench.azurite.storage.getContainerClient('uploads');
    const page = await uploads.getPageBlobClient('drop/page.jpg').create(2 ** 40);
    const append = await uploads.getAppendBlobClient('drop/append.jpg').create();
    await bench.tell('drop/page.jpg', page.etag ?? '');
    await bench.tell('drop/append.jpg', append.etag ?? '');

    for (const name of ['drop/page.jpg', 'drop/append.jpg']) {
      const record = await until('the record', () => bench.record(name));
      expect(record).toMatchObject({ status: 'failed', error: { code: 'not-a-block-blob' } });
    }
  });

  it.each([
    ['empty-file', Buffer.alloc(0)],
    ['too-large', Buffer.alloc(100_001)],
    ['not-an-image', Buffer.from('text')],
  ])('as %s has a record that says so, and the queue ends empty', async (code, content) => {
    const name = `drop/${code}.jpg`;

    await bench.tell(name, await bench.store(name, content));

    const record = await until('the record', () => bench.record(name));
    expect(record).toMatchObject({
      status: 'failed',
      error: { code },
      source: { name, bytes: content.length },
    });
  });
});
