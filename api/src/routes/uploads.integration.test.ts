import { BlockBlobClient } from '@azure/storage-blob';
import { uuidV7 } from '@blobscribe/core/uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiBench, apiBench } from '../../../test/support/api-bench.ts';

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

  it('gives a URL that cannot read, delete or reach another blob', async () => {
    const { issued } = await bench.createUpload();
    const { url, headers } = issued.upload;
    await fetch(url, { method: 'PUT', headers, body: 'abc' });
    const other = url.replace(issued.id, uuidV7());

    expect((await fetch(url)).status).toBe(403);
    expect((await fetch(url, { method: 'DELETE' })).status).toBe(403);
    expect((await fetch(other, { method: 'PUT', headers, body: 'abc' })).status).toBe(403);
    expect(new URL(url).searchParams.get('sp')).toBe('c');
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

describe('an upload URL', () => {
  it('works with the storage client too', async () => {
    const { issued } = await bench.createUpload();

    const result = await new BlockBlobClient(issued.upload.url).upload('abc', 3);

    expect(result.etag).toBeDefined();
  });
});
