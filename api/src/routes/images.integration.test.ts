import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiBench, apiBench, MAX_IMAGE_BYTES } from '../../../test/support/api-bench.ts';

let bench: ApiBench;

beforeAll(async () => {
  bench = await apiBench();
});

afterAll(() => bench.stop());

const JPEG = { 'content-type': 'image/jpeg' };

async function send(body: unknown, headers: object = {}) {
  const response = await bench.ask('/v1/prompts', { method: 'POST', body, headers });
  const answer = (await response.json()) as { id: string; status: string; detail?: string };
  return { response, ...answer };
}

async function stored(id: string): Promise<string> {
  const uploads = bench.azurite.storage.getContainerClient('uploads');
  return (await uploads.getBlobClient(`local/${id}`).downloadToBuffer()).toString();
}

async function request(id: string) {
  const requests = bench.azurite.storage.getContainerClient('requests');
  return JSON.parse(
    (await requests.getBlobClient(`local/${id}.json`).downloadToBuffer()).toString(),
  );
}

async function uploadCount(): Promise<number> {
  const uploads = bench.azurite.storage.getContainerClient('uploads');
  return (await Array.fromAsync(uploads.listBlobsFlat())).length;
}

function form(parts: Record<string, string | File>): FormData {
  const data = new FormData();
  for (const [name, part] of Object.entries(parts)) data.append(name, part);
  return data;
}

/** A host on loopback for one test. */
async function host(listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/pictures/caf%C3%A9.png`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

describe('POST /v1/prompts', () => {
  it('stores a body and says where its prompt will be', async () => {
    const { response, id, status } = await send(Buffer.from('abc'), JPEG);

    expect(response.status).toBe(202);
    expect(response.headers.get('location')).toBe(`/v1/prompts/${id}`);
    expect(response.headers.get('retry-after')).toBe('1');
    expect(status).toBe('queued');
    expect(await stored(id)).toBe('abc');
    expect(await request(id)).toMatchObject({ id, contentType: 'image/jpeg', size: 3 });
  });

  it('stores the file of a form, with its name as it is and its options', async () => {
    const image = new File(['abc'], '../Été.png', { type: 'image/png' });
    const options = JSON.stringify({ targets: ['flux'] });

    const { response, id } = await send(form({ image, options }));

    expect(response.status).toBe(202);
    expect(await stored(id)).toBe('abc');
    expect(await request(id)).toMatchObject({
      fileName: '../Été.png',
      contentType: 'image/png',
      options: { targets: ['flux'] },
    });
  });

  it('fetches a URL and stores its bytes before it answers', async () => {
    await using server = await host((_, response) => {
      response.writeHead(200, { 'content-type': 'image/png' }).end('abc');
    });

    const { response, id } = await send({ url: server.url, options: { detail: 'short' } });

    expect(response.status).toBe(202);
    expect(await stored(id)).toBe('abc');
    expect(await request(id)).toMatchObject({ fileName: 'café.png', options: { detail: 'short' } });
  });

  it('keeps an empty image, which ends as such like any other', async () => {
    const { response, id } = await send(Buffer.alloc(0), JPEG);

    expect(response.status).toBe(202);
    expect(await stored(id)).toBe('');
  });

  const image = new File(['abc'], 'a.png', { type: 'image/png' });
  const big = Buffer.alloc(MAX_IMAGE_BYTES + 1);
  it.each([
    [400, 'a form without an image', form({ other: 'x' }), {}],
    [400, 'a form with options that are no JSON', form({ image, options: '{' }), {}],
    [400, 'a form with unknown options', form({ image, options: '{"targets":["dall-e"]}' }), {}],
    [400, 'JSON without a URL', {}, {}],
    [400, 'an unknown member', { url: 'https://example.org', fileName: 'x' }, {}],
    [413, 'an image over the limit', big, JPEG],
    [
      413,
      'an announced size over the limit',
      Buffer.from('x'),
      { ...JPEG, 'content-length': '1001' },
    ],
    [413, 'a form over the limit', form({ image: new File([big], 'b.png') }), {}],
    [415, 'a text', Buffer.from('abc'), { 'content-type': 'text/plain' }],
    [
      415,
      'a form whose file is no image',
      form({ image: new File(['a'], 'a.html', { type: 'text/html' }) }),
      {},
    ],
    [422, 'a URL of no host', { url: 'file:///etc/passwd' }, {}],
    [422, 'a URL of the metadata service', { url: 'http://169.254.169.254/metadata' }, {}],
  ])('answers %i to %s, and stores nothing', async (status, _, body, headers) => {
    const before = await uploadCount();

    const { response, detail } = await send(body, headers);

    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(detail).toMatch(/\w{3}/);
    expect(await uploadCount()).toBe(before);
  });

  it('stores nothing of a body that breaks off', async () => {
    const before = await uploadCount();
    const broken = new ReadableStream({
      start(stream) {
        stream.enqueue(Buffer.from('abc'));
      },
      pull(stream) {
        stream.error(new Error('reset'));
      },
    });

    expect((await send(broken, JPEG)).response.status).not.toBe(202);
    expect(await uploadCount()).toBe(before);
  });
});

describe('an Idempotency-Key', () => {
  const key = (value: string) => ({ ...JPEG, 'idempotency-key': value });

  it('gives the same image for the same body, which is stored once', async () => {
    const first = await send(Buffer.from('same'), key('body'));
    const before = await uploadCount();

    const second = await send(Buffer.from('same'), key('body'));

    expect(second.response.status).toBe(202);
    expect(second.id).toBe(first.id);
    expect(await uploadCount()).toBe(before);
  });

  it('is refused for another body', async () => {
    await send(Buffer.from('one'), key('other'));

    const { response } = await send(Buffer.from('two'), key('other'));

    expect(response.status).toBe(422);
    expect(await uploadCount()).toBeGreaterThan(0);
  });

  it('fetches a URL once', async () => {
    let fetches = 0;
    await using server = await host((_, response) => {
      fetches += 1;
      response.writeHead(200, { 'content-type': 'image/png' }).end('abc');
    });

    const first = await send({ url: server.url }, { 'idempotency-key': 'url' });
    const second = await send({ url: server.url }, { 'idempotency-key': 'url' });

    expect(second.id).toBe(first.id);
    expect(fetches).toBe(1);
  });

  it('goes on where the first sending broke off', async () => {
    let isUp = false;
    await using server = await host((_, response) => {
      if (!isUp) response.writeHead(503).end();
      else response.writeHead(200, { 'content-type': 'image/png' }).end('abc');
    });
    const again = { 'idempotency-key': 'broken' };
    expect((await send({ url: server.url }, again)).response.status).toBe(422);

    isUp = true;
    const { response, id } = await send({ url: server.url }, again);

    expect(response.status).toBe(202);
    expect(await stored(id)).toBe('abc');
  });

  it('of many at the same moment gives one image, and no answer without it', async () => {
    const sent = await Promise.all(
      Array.from({ length: 6 }, () => send(Buffer.from('race'), key('race'))),
    );

    const taken = sent.filter(({ response }) => response.status === 202);
    expect(new Set(taken.map(({ id }) => id)).size).toBe(1);
    expect(sent.every(({ response }) => [202, 409].includes(response.status))).toBe(true);
    expect(await stored(taken[0]?.id ?? '')).toBe('race');
  });

  it('does not bring a deleted image back', async () => {
    const { id } = await send(Buffer.from('gone'), key('gone'));
    await bench.ask(`/v1/prompts/${id}`, { method: 'DELETE' });

    const { response } = await send(Buffer.from('gone'), key('gone'));

    expect(response.status).toBe(409);
  });

  it.each(['', 'é', 'x'.repeat(256)])('may not be %j', async (value) => {
    const headers = { ...JPEG, 'idempotency-key': value };

    expect((await send(Buffer.from('abc'), headers)).response.status).toBe(400);
  });
});
