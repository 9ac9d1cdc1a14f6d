import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestStack, temporaryStack } from './support/stack.ts';

let stack: TestStack;
let blobs: string;

beforeAll(async () => {
  stack = await temporaryStack();
  blobs = /BlobEndpoint=([^;]+)/.exec(stack.storage.connectionString)?.[1] ?? '';
});

afterAll(() => stack.stop());

type Question = {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
};

/** As a browser asks: `fetch` would not let a script of ours choose Host and Origin. */
async function ask(url: string, { method = 'GET', headers = {}, body }: Question = {}) {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; text: string }>();
  const call = request(url, { method, headers: { connection: 'close', ...headers } }, (answer) => {
    text(answer).then((all) => resolve({ status: answer.statusCode ?? 0, text: all }), reject);
  });
  call.once('error', reject);
  call.end(body);
  return promise;
}

async function everything(): Promise<string[]> {
  const names: string[] = [];
  for await (const { name: container } of stack.blobs.listContainers()) {
    for await (const { name } of stack.blobs.getContainerClient(container).listBlobsFlat()) {
      names.push(`${container}/${name}`);
    }
  }
  return names;
}

const FORM =
  '--x\r\ncontent-disposition: form-data; name="image"; filename="a.png"\r\n\r\nabc\r\n--x--\r\n';

/** What a page of another site can make a browser send to this machine. */
const ATTACKS: readonly [string, Record<string, string>][] = [
  [
    'a script of another origin',
    { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
  ],
  ['a page in a sandbox', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
  ['a page at another port of this machine', { origin: 'http://localhost:9' }],
  ['a rebound host name', { host: 'evil.example' }],
  [
    'a rebound host name with our port in it',
    { host: 'evil.example:8080', origin: 'http://evil.example:8080' },
  ],
  ['a link or a form of another site', { 'sec-fetch-site': 'cross-site' }],
];

describe.each(ATTACKS)('%s', (_, headers) => {
  it.each([
    ['POST', '/v1/uploads', 'application/json', '{}'],
    ['POST', '/v1/uploads', 'text/plain', '{}'],
    ['POST', '/v1/prompts', 'multipart/form-data; boundary=x', FORM],
    ['POST', '/v1/prompts', 'image/png', 'abc'],
    ['POST', '/v1/batches', 'application/json', '{"files":[{"name":"a"}]}'],
    ['GET', '/v1/prompts', '', ''],
    ['GET', '/v1/prompts?path=drop/', '', ''],
    ['GET', '/', '', ''],
    ['GET', '/openapi.json', '', ''],
    ['OPTIONS', '/v1/uploads', '', ''],
  ])('gets nothing of %s %s as %s', async (method, path, type, body) => {
    const own = { ...headers, ...(type ? { 'content-type': type } : {}) };

    const { status, text: told } = await ask(stack.api + path, { method, headers: own, body });

    expect(status).toBe(403);
    expect(JSON.parse(told)).toMatchObject({ type: 'urn:blobscribe:problem:foreign-request' });
  });

  it.each([
    ['PUT', '/uploads/drop/evil.jpg'],
    ['GET', '/prompts?restype=container&comp=list'],
    ['GET', '?comp=list'],
  ])('gets nothing of the storage with %s %s', async (method, path) => {
    const own = { ...headers, 'x-ms-blob-type': 'BlockBlob' };
    const question = method === 'PUT' ? { method, headers: own, body: 'abc' } : { method, headers };

    expect((await ask(blobs + path, question)).status).toBe(403);
  });

  it('leaves nothing behind', async () => {
    expect(await everything()).toEqual([]);
  });
});

describe('the own page', () => {
  it.each(['127.0.0.1', 'localhost', '[::1]'])('at %s may ask', async (name) => {
    const { port } = new URL(stack.api);
    const own = `http://${name}:${port}`;
    const headers = { host: `${name}:${port}`, origin: own, 'sec-fetch-site': 'same-origin' };

    expect((await ask(`${stack.api}/v1/prompts`, { headers })).status).toBe(200);
  });
});
