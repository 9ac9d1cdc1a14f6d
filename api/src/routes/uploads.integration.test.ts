import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiBench, apiBench, type Issued } from '../../../test/support/api-bench.ts';

let bench: ApiBench;

beforeAll(async () => {
  bench = await apiBench();
});

afterAll(() => bench.stop());

describe('POST /v1/uploads', () => {
  it('answers with a URL that takes one image, all headers named', async () => {
    const { response, issued } = await bench.createUpload({ contentType: 'image/jpeg', size: 3 });

    expect(response.status).toBe(201);
    expect(response.headers.get('location')).toBe(`/v1/prompts/${issued.id}`);
    expect(issued).toMatchObject({ status: 'awaiting-upload', upload: { method: 'PUT' } });
    expect(Date.parse(issued.upload.expiresAt) - Date.now()).toBeLessThanOrEqual(15 * 60_000);
    const { url, headers } = issued.upload;
    const put = () => fetch(url, { method: 'PUT', headers, body: 'abc' });
    expect((await put()).status).toBe(201);
    expect((await put()).status).toBe(403);
  });

  it('writes the request down before it answers, with the trace and the name as given', async () => {
    const options = { targets: ['flux'], detail: 'short' };
    const fileName = '../Été <1>\u202e.jpg';
    const { issued } = await bench.createUpload({ fileName, options });

    const requests = bench.azurite.storage.getContainerClient('requests');
    const record = await requests.getBlobClient(`local/${issued.id}.json`).downloadToBuffer();
    expect(JSON.parse(record.toString())).toMatchObject({ id: issued.id, fileName, options });
    expect(JSON.parse(record.toString()).traceparent).toMatch(
      /^00-0af7651916cd43dd8448eb211c80319c-/,
    );
  });

  it('takes no body at all', async () => {
    const response = await bench.ask('/v1/uploads', { method: 'POST' });

    expect(response.status).toBe(201);
  });

  it.each([
    [400, 'broken JSON', { body: '{' }],
    [400, 'an unknown member', { body: { filename: 'x' } }],
    [400, 'an unknown target', { body: { options: { targets: ['dall-e'] } } }],
    [400, 'an empty name', { body: { fileName: '' } }],
    [400, 'a name of 1,025 characters', { body: { fileName: 'x'.repeat(1025) } }],
    [413, 'an announced size over the limit', { body: { size: 1001 } }],
    [413, 'a huge body', { body: { fileName: 'x'.repeat(3_000_000) } }],
    [415, 'a type that is no image', { body: { contentType: 'text/html' } }],
    [415, 'a form', { body: 'a=b', headers: { 'content-type': 'text/plain' } }],
  ])('answers %i to %s', async (status, _, init) => {
    const response = await bench.ask('/v1/uploads', { method: 'POST', ...init });

    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({ status, type: /^urn:blobscribe:problem:/ });
  });

  it('never writes a signature into the log', async () => {
    await bench.createUpload();

    expect(bench.logged.join('')).not.toMatch(/sig=[^…]/);
  });
});

describe('an Idempotency-Key', () => {
  const create = (body: object, key: string) =>
    bench.ask('/v1/uploads', { method: 'POST', body, headers: { 'idempotency-key': key } });

  it('gives the same id and a fresh URL for the same body, however it is written', async () => {
    const first = (await (await create({ fileName: 'a', size: 3 }, 'same')).json()) as Issued;

    const again = await create({ size: 3, fileName: 'a' }, 'same');

    const second = (await again.json()) as Issued;
    expect(again.status).toBe(201);
    expect(second.id).toBe(first.id);
    const { url, headers } = second.upload;
    expect((await fetch(url, { method: 'PUT', headers, body: 'abc' })).status).toBe(201);
  });

  it('says how far the image is when it has arrived meanwhile', async () => {
    const first = (await (await create({}, 'arrived')).json()) as Issued;
    const { url, headers } = first.upload;
    await fetch(url, { method: 'PUT', headers, body: 'abc' });

    expect(await (await create({}, 'arrived')).json()).toMatchObject({ status: 'queued' });
  });

  it('is refused for another body, but not on another call', async () => {
    await create({ fileName: 'a' }, 'other');

    const other = await create({ fileName: 'b' }, 'other');
    const batch = await bench.ask('/v1/batches', {
      method: 'POST',
      body: { files: [{ name: 'b' }] },
      headers: { 'idempotency-key': 'other' },
    });

    expect(other.status).toBe(422);
    expect(await other.json()).toMatchObject({
      type: 'urn:blobscribe:problem:idempotency-key-reused',
    });
    expect(batch.status).toBe(201);
  });

  it('keeps no SAS anywhere', async () => {
    await create({ fileName: 'a' }, 'kept');

    const requests = bench.azurite.storage.getContainerClient('requests');
    for await (const { name } of requests.listBlobsFlat({ prefix: 'local/keys/' })) {
      const text = (await requests.getBlobClient(name).downloadToBuffer()).toString();
      expect(text).not.toMatch(/sig=|https?:/);
    }
  });

  it('of ten at the same moment gives one id', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => create({}, 'race')));

    const ids = await Promise.all(
      answers.map(async (answer) => ((await answer.json()) as Issued).id),
    );
    expect(new Set(ids).size).toBe(1);
  });
});
