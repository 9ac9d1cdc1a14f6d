import { BlobSASPermissions } from '@azure/storage-blob';
import { subjectOf } from '@blobscribe/core/blob-created-event';
import { tombstoneName, uploadOfId } from '@blobscribe/core/blob-names';
import { uuidV7 } from '@blobscribe/core/uuid';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Execution, type JobBench, jobBench } from '../../test/support/job-bench.ts';
import { jpeg } from '../../test/support/pictures.ts';
import { until } from '../../test/support/until.ts';

let bench: JobBench;

beforeAll(async () => {
  bench = await jobBench();
});

/** The URL of an upload with a signature to read it. */
async function readable(name: string): Promise<string> {
  const blob = bench.azurite.storage.getContainerClient('uploads').getBlobClient(name);
  return blob.generateSasUrl({
    permissions: BlobSASPermissions.parse('r'),
    expiresOn: new Date(Date.now() + 60_000),
  });
}

const settled = () => until('an empty queue', () => bench.broker.activeCount('images') === 0);

afterEach(settled);

afterAll(() => bench.stop());

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

  it('about an image that was deleted takes back what a late URL brought', async () => {
    const upload = uploadOfId('local', uuidV7());
    if (!upload) throw new Error('no such upload');
    const requests = bench.azurite.storage.getContainerClient('requests');
    await requests.getBlockBlobClient(tombstoneName(upload)).upload('', 0);

    await bench.drop(upload.name);

    await until('the deletion', () =>
      execution.lines.some((line) => line.includes('image-deleted')),
    );
    await settled();
    const uploads = bench.azurite.storage.getContainerClient('uploads');
    expect(await uploads.getBlobClient(upload.name).exists()).toBe(false);
    expect(await bench.record(upload.name)).toBeUndefined();
  });

  it('about an upload that the storage copied from somewhere is refused by record', async () => {
    await bench.store('drop/original.jpg', await jpeg());
    const uploads = bench.azurite.storage.getContainerClient('uploads');
    const id = uuidV7();
    const copy = uploads.getBlobClient(`local/${id}`);
    await (await copy.beginCopyFromURL(await readable('drop/original.jpg'))).pollUntilDone();

    await bench.tell(`local/${id}`, (await copy.getProperties()).etag ?? '');

    const record = await until('the record', () => bench.record(`local/${id}`));
    expect(record).toMatchObject({ status: 'failed', error: { code: 'not-a-block-blob' } });
  });

  it('about an item of a batch is described as the batch asked for it', async () => {
    const id = uuidV7();
    const batch = {
      version: 1,
      id,
      createdAt: new Date().toISOString(),
      traceparent: `00-${'1'.repeat(32)}-${'2'.repeat(16)}-01`,
      options: { targets: ['tags'] },
      items: [{ name: 'first.jpg' }, { name: 'second.jpg' }],
    };
    const requests = bench.azurite.storage.getContainerClient('requests');
    const text = JSON.stringify(batch);
    await requests.getBlockBlobClient(`local/${id}.json`).upload(text, text.length);

    await bench.drop(`local/${id}/1`);

    const record = await until('the record', () => bench.record(`local/${id}/1`));
    expect(record).toMatchObject({ id: `${id}.1`, source: { fileName: 'second.jpg' } });
    expect(Object.keys(record.status === 'succeeded' ? record.prompts : {})).toEqual(['tags']);
  });

  it('that arrives twice leaves the first record as it is', async () => {
    const etag = await bench.drop('drop/twice.jpg');
    await settled();
    const first = await bench.record('drop/twice.jpg');

    await bench.tell('drop/twice.jpg', etag);

    await until('the repeat', () =>
      execution.lines.some((line) => line.includes('event-repeated')),
    );
    expect(await bench.record('drop/twice.jpg')).toEqual(first);
  });

  it('about a blob dropped again replaces its record', async () => {
    await bench.drop('drop/again.jpg', 1);
    await settled();
    const first = await bench.record('drop/again.jpg');

    const etag = await bench.drop('drop/again.jpg', 2);

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
