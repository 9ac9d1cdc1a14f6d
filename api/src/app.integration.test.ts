import { BlockBlobClient } from '@azure/storage-blob';
import { loopbackHosts, loopbackOrigins } from '@blobscribe/core/foreign-request';
import { createLog } from '@blobscribe/core/log';
import { startTelemetry } from '@blobscribe/core/telemetry';
import { uuidV7 } from '@blobscribe/core/uuid';
import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AzuriteFixture, azuriteFixture } from '../../test/support/azurite.ts';
import { createApp } from './app.ts';
import { createPromptFinder } from './find-prompt.ts';
import { createUploadUrlIssuer } from './issue-upload-url.ts';
import { healthRoutes } from './routes/health.ts';
import { promptRoutes } from './routes/prompts.ts';
import { uploadRoutes } from './routes/uploads.ts';

const PORT = 8080;
type Issued = {
  id: string;
  upload: { url: string; headers: Record<string, string>; expiresAt: string };
};

const TRACEPARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

let azurite: AzuriteFixture;
let app: Hono;
const logged: string[] = [];

beforeAll(async () => {
  azurite = await azuriteFixture();
  const { storage } = azurite;
  const log = createLog((line) => logged.push(line));
  const telemetry = await startTelemetry(undefined, 'api', log);
  const tenant = 'local';
  const issueUploadUrl = createUploadUrlIssuer(storage);
  app = createApp({
    origins: loopbackOrigins(PORT),
    ownHosts: loopbackHosts(PORT),
    uploads: uploadRoutes({
      tenant,
      storage,
      issueUploadUrl,
      maxImageBytes: 1000,
      telemetry,
      log,
    }),
    prompts: promptRoutes({ tenant, findPrompt: createPromptFinder(storage) }),
    health: healthRoutes(storage, log),
    log,
  });
});

afterAll(() => azurite.stop());

function ask(path: string, init: { method?: string; headers?: object; body?: unknown } = {}) {
  const { method = 'GET', headers = {}, body } = init;
  const json = body === undefined ? {} : { 'content-type': 'application/json' };
  return app.request(path, {
    method,
    headers: { host: `127.0.0.1:${PORT}`, ...json, ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}

async function createUpload(body: object = {}) {
  const response = await ask('/v1/uploads', {
    method: 'POST',
    body,
    headers: { traceparent: TRACEPARENT },
  });
  const upload = (await response.json()) as Issued;
  return { response, upload };
}

describe('POST /v1/uploads', () => {
  it('answers with a URL that takes one image, all headers named', async () => {
    const { response, upload } = await createUpload({ contentType: 'image/jpeg', size: 3 });

    expect(response.status).toBe(201);
    expect(response.headers.get('location')).toBe(`/v1/prompts/${upload.id}`);
    expect(upload).toMatchObject({ status: 'awaiting-upload', upload: { method: 'PUT' } });
    expect(Date.parse(upload.upload.expiresAt) - Date.now()).toBeLessThanOrEqual(15 * 60_000);
    const { url, headers } = upload.upload;
    const put = () => fetch(url, { method: 'PUT', headers, body: 'abc' });
    expect((await put()).status).toBe(201);
    expect((await put()).status).toBe(403);
  });

  it('gives a URL that cannot read, delete or reach another blob', async () => {
    const { upload } = await createUpload();
    const { url, headers } = upload.upload;
    await fetch(url, { method: 'PUT', headers, body: 'abc' });
    const other = url.replace(upload.id, uuidV7());

    expect((await fetch(url)).status).toBe(403);
    expect((await fetch(url, { method: 'DELETE' })).status).toBe(403);
    expect((await fetch(other, { method: 'PUT', headers, body: 'abc' })).status).toBe(403);
    expect(new URL(url).searchParams.get('sp')).toBe('c');
  });

  it('writes the request down before it answers, with the trace and the name as given', async () => {
    const options = { targets: ['flux'], detail: 'short' };
    const fileName = '../Été <1>\u202e.jpg';
    const { upload } = await createUpload({ fileName, options });

    const requests = azurite.storage.getContainerClient('requests');
    const record = await requests.getBlobClient(`local/${upload.id}.json`).downloadToBuffer();
    expect(JSON.parse(record.toString())).toMatchObject({ id: upload.id, fileName, options });
    expect(JSON.parse(record.toString()).traceparent).toMatch(
      /^00-0af7651916cd43dd8448eb211c80319c-/,
    );
  });

  it('takes no body at all', async () => {
    const response = await ask('/v1/uploads', { method: 'POST' });

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
    const response = await ask('/v1/uploads', { method: 'POST', ...init });

    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({ status, type: /^urn:blobscribe:problem:/ });
  });

  it('never writes a signature into the log', async () => {
    await createUpload();

    expect(logged.join('')).not.toMatch(/sig=[^…]/);
  });
});

describe('GET /v1/prompts/{id}', () => {
  it('tells where an image stands', async () => {
    const { upload } = await createUpload();
    const path = `/v1/prompts/${upload.id}`;

    const awaiting = await ask(path);
    expect(await awaiting.json()).toEqual({ id: upload.id, status: 'awaiting-upload' });
    expect(awaiting.headers.get('retry-after')).toBe('1');

    await fetch(upload.upload.url, { method: 'PUT', headers: upload.upload.headers, body: 'abc' });
    expect(await (await ask(path)).json()).toEqual({ id: upload.id, status: 'queued' });
  });

  it('waits for the record and gives it as it is, with its ETag', async () => {
    const { upload } = await createUpload();
    const record = { id: upload.id, status: 'succeeded' };
    const prompts = azurite.storage.getContainerClient('prompts');
    const blob = prompts.getBlockBlobClient(`local/${upload.id}.json`);

    const waiting = ask(`/v1/prompts/${upload.id}?wait=30`);
    await blob.upload(JSON.stringify(record), JSON.stringify(record).length);

    const response = await waiting;
    const etag = response.headers.get('etag') ?? '';
    expect(await response.json()).toEqual(record);
    const again = await ask(`/v1/prompts/${upload.id}`, { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
  });

  it('is given up when the client hangs up, without an error in the log', async () => {
    const { upload } = await createUpload();
    const hangUp = new AbortController();
    const before = logged.length;
    const waiting = app.request(`/v1/prompts/${upload.id}?wait=30`, {
      headers: { host: `127.0.0.1:${PORT}` },
      signal: hangUp.signal,
    });

    hangUp.abort();

    expect((await waiting).status).toBe(499);
    expect(logged.slice(before)).toEqual([]);
  });

  it.each([uuidV7(), 'x', '..%2f..%2fetc', `${uuidV7()}.7`, '%00'])(
    'answers 404 to the id %s',
    async (id) => {
      const response = await ask(`/v1/prompts/${id}?wait=5`);

      expect(response.status).toBe(404);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
    },
  );

  it.each(['wait=31', 'wait=-1', 'wait=1.5', 'wait=', 'wait=x', 'weight=1'])(
    'answers 400 to ?%s, before any look-up',
    async (query) => {
      expect((await ask(`/v1/prompts/x?${query}`)).status).toBe(400);
    },
  );
});

describe('a laptop without authentication', () => {
  it.each([
    ['a rebound host name', { host: 'evil.example:8080' }],
    ['a script of another page', { origin: 'https://evil.example' }],
    ['a form or link of another page', { 'sec-fetch-site': 'cross-site' }],
  ])('refuses %s', async (_, headers) => {
    const response = await ask('/v1/uploads', { method: 'POST', headers });

    expect(response.status).toBe(403);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  it.each(loopbackOrigins(PORT))('lets its own page at %s call', async (origin) => {
    const response = await ask('/healthz', { headers: { origin } });

    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBe(origin);
  });
});

describe('health', () => {
  it('is ready while the storage answers', async () => {
    expect((await ask('/healthz')).status).toBe(200);
    expect((await ask('/readyz')).status).toBe(200);
  });

  it('answers 404 in problem+json elsewhere', async () => {
    const response = await ask('/nowhere');

    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
  });
});

describe('an upload URL', () => {
  it('works with the storage client too', async () => {
    const { upload } = await createUpload();

    const result = await new BlockBlobClient(upload.upload.url).upload('abc', 3);

    expect(result.etag).toBeDefined();
  });
});
