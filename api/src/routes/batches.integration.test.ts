import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiBench, apiBench, type Issued } from '../../../test/support/api-bench.ts';

let bench: ApiBench;

beforeAll(async () => {
  bench = await apiBench();
});

afterAll(() => bench.stop());

type Batch = {
  readonly id: string;
  readonly items: readonly { id: string; name: string; upload: Issued['upload'] }[];
};

async function createBatch(names: readonly string[], headers = {}) {
  const files = names.map((name) => ({ name }));
  const response = await bench.ask('/v1/batches', { method: 'POST', body: { files }, headers });
  return { response, batch: (await response.json()) as Batch };
}

async function progress(id: string, query = '') {
  const response = await bench.ask(`/v1/batches/${id}${query}`);
  return (await response.json()) as { total: number; counts: object; items?: object[] };
}

async function exported(id: string, query: string) {
  const response = await bench.ask(`/v1/batches/${id}/export?${query}`);
  return { response, bytes: new Uint8Array(await response.arrayBuffer()) };
}

describe('a batch', () => {
  it('of 1,000 images is made by one call and exported in all three formats', async () => {
    const names = Array.from({ length: 1000 }, (_, index) => `folder/image ${index}.jpg`);

    const { response, batch } = await createBatch(names);
    await Promise.all(batch.items.map(({ id }) => bench.describe(id, `=words, "${id}"`)));

    expect(response.status).toBe(201);
    expect(response.headers.get('location')).toBe(`/v1/batches/${batch.id}`);
    expect(batch.items.map(({ name }) => name)).toEqual(names);
    expect(batch.items[999]?.id).toBe(`${batch.id}.999`);
    expect(await progress(batch.id)).toMatchObject({ total: 1000, counts: { succeeded: 1000 } });
    const jsonl = await exported(batch.id, 'format=jsonl');
    const rows = strFromU8(jsonl.bytes)
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rows.map(({ file_name }) => file_name)).toEqual(names);
    expect(rows[7].text).toBe(`=words, "${batch.id}.7"`);
    const csv = await exported(batch.id, 'format=csv');
    expect(strFromU8(csv.bytes)).toContain(`folder/image 7.jpg,"'=words, ""${batch.id}.7""",`);
    const zip = await exported(batch.id, 'format=zip&target=tags');
    const files = unzipSync(zip.bytes);
    expect(Object.keys(files)).toHaveLength(1000);
    expect(strFromU8(files['folder/image 7.txt'] ?? new Uint8Array())).toBe('one, two');
    expect(zip.response.headers.get('content-disposition')).toContain(`${batch.id}.zip`);
  });

  it('counts its items by status, and names them when asked to', async () => {
    const { batch } = await createBatch(['a.jpg', 'b.jpg', 'c.jpg']);
    const [first, second] = batch.items;
    const { url = '', headers = {} } = first?.upload ?? {};
    await fetch(url, { method: 'PUT', headers, body: 'abc' });
    await bench.describe(second?.id ?? '');

    expect(await progress(batch.id)).toEqual({
      id: batch.id,
      total: 3,
      counts: { 'awaiting-upload': 1, queued: 1, succeeded: 1, failed: 0 },
    });
    expect((await progress(batch.id, '?items=true')).items).toEqual([
      { id: `${batch.id}.0`, name: 'a.jpg', status: 'queued' },
      { id: `${batch.id}.1`, name: 'b.jpg', status: 'succeeded' },
      { id: `${batch.id}.2`, name: 'c.jpg', status: 'awaiting-upload' },
    ]);
  });

  it('has prompts like any other, but none past its end and none for itself', async () => {
    const { batch } = await createBatch(['a.jpg']);
    const status = async (id: string) => (await bench.ask(`/v1/prompts/${id}`)).status;

    expect(await status(`${batch.id}.0`)).toBe(200);
    expect(await status(`${batch.id}.1`)).toBe(404);
    expect(await status(batch.id)).toBe(404);
  });

  it('no longer counts what was deleted', async () => {
    const { batch } = await createBatch(['a.jpg', 'b.jpg']);
    await bench.describe(`${batch.id}.0`);

    const deleted = await bench.ask(`/v1/prompts/${batch.id}.0`, { method: 'DELETE' });

    expect(deleted.status).toBe(204);
    expect((await bench.ask(`/v1/prompts/${batch.id}.0`)).status).toBe(404);
    expect(await progress(batch.id)).toMatchObject({ total: 1, counts: { 'awaiting-upload': 1 } });
  });

  it('tells its progress as events until the last image has ended', async () => {
    const { batch } = await createBatch(['a.jpg', 'b.jpg']);
    await bench.describe(`${batch.id}.0`);
    const response = await bench.ask(`/v1/batches/${batch.id}/events`);
    await bench.describe(`${batch.id}.1`);

    const text = await response.text();

    expect(response.headers.get('content-type')).toBe('text/event-stream');
    expect(text.match(/^event: .*$/gm)?.at(-1)).toBe('event: done');
    const items = [...text.matchAll(/^event: item\ndata: (.*)$/gm)];
    expect(items.map(([, data = '']) => JSON.parse(data).name)).toEqual(['a.jpg', 'b.jpg']);
  });

  it('has a bounded number of streams at once, each of which gives its place back', async () => {
    const { batch } = await createBatch(['a.jpg']);
    const follow = (method: string) => bench.ask(`/v1/batches/${batch.id}/events`, { method });
    for (let asked = 0; asked < 20; asked += 1) expect((await follow('HEAD')).status).toBe(200);

    const streams = await Promise.all(Array.from({ length: 17 }, () => follow('GET')));
    const statuses = streams.map(({ status }) => status);
    await Promise.all(streams.map(({ body }) => body?.cancel()));

    expect(statuses.filter((status) => status === 200)).toHaveLength(16);
    expect(statuses.filter((status) => status === 429)).toHaveLength(1);
    const later = await follow('GET');
    await later.body?.cancel();
    expect(later.status).toBe(200);
  });

  it('is the same one for the same Idempotency-Key, with fresh URLs', async () => {
    const key = { 'idempotency-key': 'a batch' };
    const first = await createBatch(['a.jpg'], key);

    const second = await createBatch(['a.jpg'], key);
    const other = await createBatch(['b.jpg'], key);

    expect(second.batch.id).toBe(first.batch.id);
    expect(second.batch.items[0]?.upload.url).toMatch(/sig=/);
    expect(other.response.status).toBe(422);
  });

  it.each([
    [400, 'no files', { files: [] }],
    [400, '1,001 files', { files: Array(1001).fill({ name: 'x' }) }],
    [400, 'a file without a name', { files: [{}] }],
    [400, 'no body', undefined],
    [413, 'a file over the limit', { files: [{ name: 'x', size: 1001 }] }],
    [415, 'a file that is no image', { files: [{ name: 'x', contentType: 'text/html' }] }],
  ])('answers %i to %s', async (status, _, body) => {
    expect((await bench.ask('/v1/batches', { method: 'POST', body })).status).toBe(status);
  });

  it('takes 1,000 names of 1,024 characters, each escaped', async () => {
    const name = '\\u00e9'.repeat(1024);
    const body = `{"files":[${Array(1000).fill(`{"name":"${name}"}`).join(',')}]}`;

    expect((await bench.ask('/v1/batches', { method: 'POST', body })).status).toBe(201);
  });
});
