import { BlobServiceClient, BlockBlobClient } from '@azure/storage-blob';
import { uuidV7 } from '@blobscribe/core/uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AzuriteFixture, azuriteFixture } from '../../test/support/azurite.ts';
import { createUploadUrlIssuer } from './issue-upload-url.ts';

/** Before 2026-04-06 `c` means Put Blob only; from then on it means blocks too. */
const VERSION = '2023-11-03';
const TIB = 1024 ** 4;
/** The signature is good, but not for this. */
const DENIED = '403 AuthorizationPermissionMismatch';
/** The signature is not that of what is asked. */
const FORGED = '403 AuthorizationFailure';

let azurite: AzuriteFixture;

beforeAll(async () => {
  azurite = await azuriteFixture();
});

afterAll(() => azurite.stop());

const anyName = () => `local/${uuidV7()}`;

const blobOf = (name: string) => azurite.storage.getContainerClient('uploads').getBlobClient(name);

async function issue(name = anyName(), now?: () => number): Promise<string> {
  const issuer = createUploadUrlIssuer(azurite.storage, azurite.storage.url, now);
  return (await issuer(name)).url;
}

/** What the storage answers: its status and, where it refuses, its own code. */
async function answer(
  url: string,
  { headers = {}, ...init }: RequestInit & { headers?: Record<string, string> } = {},
): Promise<string> {
  const response = await fetch(url, { ...init, headers: { 'x-ms-version': VERSION, ...headers } });
  await response.arrayBuffer();
  return [response.status, response.headers.get('x-ms-error-code')].filter(Boolean).join(' ');
}

function put(url: string, body = 'abc', headers: Record<string, string> = {}) {
  const type = { 'x-ms-blob-type': 'BlockBlob', ...headers };
  return answer(url, { method: 'PUT', headers: type, body });
}

/** The same signature for something else. */
function changed(url: string, change: (url: URL) => void): string {
  const other = new URL(url);
  change(other);
  return other.href;
}

const withQuery = (url: string, query: Record<string, string>) =>
  changed(url, ({ searchParams }) => {
    for (const [name, value] of Object.entries(query)) searchParams.set(name, value);
  });

describe('an upload URL', () => {
  it('creates one blob, once', async () => {
    const name = anyName();
    const url = await issue(name);

    expect(await put(url)).toBe('201');
    expect(await put(url, 'xyz')).toBe(DENIED);
    expect((await blobOf(name).downloadToBuffer()).toString()).toBe('abc');
  });

  it('works with the storage client, which can neither overwrite nor send blocks', async () => {
    const client = new BlockBlobClient(await issue());

    expect((await client.upload('abc', 3)).etag).toBeDefined();
    await expect(client.upload('xyz', 3)).rejects.toMatchObject({ statusCode: 403 });
    const blocks = new BlockBlobClient(await issue());
    const inBlocks = blocks.uploadData(Buffer.alloc(10), { maxSingleShotSize: 1, blockSize: 5 });
    await expect(inBlocks).rejects.toMatchObject({ statusCode: 403 });
  });

  it.each<[string, (url: string) => Promise<string>]>([
    ['read', (url) => answer(url)],
    ['ask after', (url) => answer(url, { method: 'HEAD' })],
    ['delete', (url) => answer(url, { method: 'DELETE' })],
    ['tag', (url) => answer(withQuery(url, { comp: 'tags' }), { method: 'PUT', body: '<Tags/>' })],
    ['read the tags of', (url) => answer(withQuery(url, { comp: 'tags' }))],
    [
      'write the metadata of',
      (url) => answer(withQuery(url, { comp: 'metadata' }), { method: 'PUT' }),
    ],
    [
      'lease',
      (url) =>
        answer(withQuery(url, { comp: 'lease' }), {
          method: 'PUT',
          headers: { 'x-ms-lease-action': 'acquire', 'x-ms-lease-duration': '15' },
        }),
    ],
  ])('cannot %s its blob', async (_, act) => {
    const url = await issue();
    await put(url);

    expect(await act(url)).toBe(DENIED);
  });

  it('cannot send its blob in blocks', async () => {
    const url = await issue();

    const block = withQuery(url, { comp: 'block', blockid: 'AAAA' });
    const list = withQuery(url, { comp: 'blocklist' });

    expect(await answer(block, { method: 'PUT', body: 'abc' })).toBe(DENIED);
    expect(await answer(list, { method: 'PUT', body: '<BlockList/>' })).toBe(DENIED);
    // Azure takes blocks under this version; Azurite does not follow it there.
    const later = { 'x-ms-version': '2026-04-06' };
    expect(await answer(block, { method: 'PUT', body: 'abc', headers: later })).toBe(DENIED);
    // With the header of Put Blob, Azurite takes a Put Block List for one: the list becomes the blob.
    expect(await put(list, '<?xml version="1.0"?><BlockList/>')).toBe('201');
  });

  it('cannot list, nor reach another blob or container', async () => {
    const url = await issue();
    const list = changed(url, (other) => {
      other.pathname = other.pathname.replace(/\/local\/.*/, '');
      other.searchParams.set('restype', 'container');
      other.searchParams.set('comp', 'list');
    });
    const place = (name: string) =>
      changed(url, (other) => {
        other.pathname = other.pathname.replace(/uploads\/.*/, name);
      });

    expect(await answer(list)).toBe(FORGED);
    expect(await put(place(`uploads/${anyName()}`))).toBe(FORGED);
    expect(await put(place(`prompts/${anyName()}.json`))).toBe(FORGED);
    const client = new BlobServiceClient(`${azurite.storage.url}${new URL(url).search}`);
    await expect(client.getContainerClient('uploads').exists()).rejects.toMatchObject({
      statusCode: 403,
    });
  });
});

/** The storage cannot be told of sizes, types or kinds of blobs: what comes is hostile until the job looked. */
describe('an upload URL does not keep out', () => {
  it('what is no image', async () => {
    const name = anyName();

    expect(await put(await issue(name), '<script>', { 'content-type': 'text/html' })).toBe('201');
    expect((await blobOf(name).getProperties()).contentType).toBe('text/html');
  });

  it('50 MB', async () => {
    const name = anyName();
    // With the retries of the client: a busy Azurite closes such a connection now and then.
    const client = new BlockBlobClient(await issue(name), undefined, {
      retryOptions: { retryDelayInMs: 50 },
    });

    await client.upload(Buffer.alloc(50_000_000), 50_000_000);

    expect((await blobOf(name).getProperties()).contentLength).toBe(50_000_000);
  });

  it('an append blob, or a page blob of 1 TiB', async () => {
    const [append, page] = [anyName(), anyName()];
    const size = { 'x-ms-blob-content-length': String(TIB) };

    expect(await put(await issue(append), '', { 'x-ms-blob-type': 'AppendBlob' })).toBe('201');
    expect(await put(await issue(page), '', { 'x-ms-blob-type': 'PageBlob', ...size })).toBe('201');
    expect((await blobOf(append).getProperties()).blobType).toBe('AppendBlob');
    expect((await blobOf(page).getProperties()).contentLength).toBe(TIB);
  });

  it('a copy that the storage makes from another address', async () => {
    const source = anyName();
    await azurite.storage.getContainerClient('uploads').getBlockBlobClient(source).upload('a', 1);
    const headers = { 'x-ms-copy-source': blobOf(source).url };
    const name = anyName();

    expect(await answer(await issue(name), { method: 'PUT', headers })).toBe('202');
    expect((await blobOf(name).downloadToBuffer()).toString()).toBe('a');
  });
});

describe('the signature of an upload URL', () => {
  it('is for creating one blob, for a quarter of an hour', async () => {
    const now = Date.parse('2026-03-04T05:06:07Z');
    const query = new URL(await issue(anyName(), () => now)).searchParams;

    expect(Object.fromEntries(query)).toMatchObject({ sp: 'c', sr: 'b', spr: 'https,http' });
    expect(Date.parse(query.get('se') ?? '') - now).toBe(15 * 60_000);
    // Without a start no clock that is late refuses it.
    expect(query.has('st')).toBe(false);
  });

  it('is for https alone where the endpoint is', async () => {
    const { url } = await createUploadUrlIssuer(azurite.storage, 'https://x.example/')(anyName());

    expect(new URL(url).searchParams.get('spr')).toBe('https');
    expect(url).toMatch(/^https:\/\/x\.example\/uploads\/local\//);
  });

  it('is worth nothing once it is expired', async () => {
    const now = () => Date.now() - 15 * 60_000 - 1_000;

    expect(await put(await issue(anyName(), now))).toBe(FORGED);
  });

  it.each<[string, (url: string) => string]>([
    ['signature', (url) => withQuery(url, { sig: Buffer.alloc(32).toString('base64') })],
    ['permission', (url) => withQuery(url, { sp: 'cw' })],
    ['expiry', (url) => withQuery(url, { se: '2099-01-01T00:00:00Z' })],
    ['scope', (url) => withQuery(url, { sr: 'c' })],
    ['protocol', (url) => withQuery(url, { spr: 'https' })],
  ])('is worth nothing with another %s', async (_, tamper) => {
    const name = anyName();

    expect(await put(tamper(await issue(name)))).toBe(FORGED);
    expect(await blobOf(name).exists()).toBe(false);
  });
});
