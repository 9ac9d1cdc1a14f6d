import { execFileSync } from 'node:child_process';
import { request } from 'node:http';
import { Readable } from 'node:stream';
import { json } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApi, startApi } from '../local/src/api.ts';
import { anyPort } from '../local/src/ports.ts';
import { type AzuriteFixture, azuriteFixture } from './support/azurite.ts';

const MIB = 1024 * 1024;
const BODY_BYTES = 50 * MIB;
const CHUNK = Buffer.alloc(64 * 1024, 'x');

let azurite: AzuriteFixture;
let api: RunningApi;

beforeAll(async () => {
  azurite = await azuriteFixture();
  const { PATH = '' } = process.env;
  api = await startApi({
    script: fileURLToPath(new URL('../api/src/main.ts', import.meta.url)),
    port: await anyPort(),
    environment: { PATH, AUTH: 'none', STORAGE_CONNECTION_STRING: azurite.connectionString },
    print: () => {},
  });
});

afterAll(async () => {
  await api?.stop();
  await azurite?.stop();
});

function* body() {
  for (let sent = 0; sent < BODY_BYTES; sent += CHUNK.length) yield CHUNK;
}

/** Sends 50 MB as a client does that reads the answer while it still sends. */
async function send(path: string, headers: Record<string, string | number>) {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; type: string }>();
  let sent = 0;
  const call = request(api.url + path, { method: 'POST', headers }, (answer) => {
    json(answer).then((problem) => {
      resolve({ status: answer.statusCode ?? 0, ...(problem as { type: string }) });
      call.destroy();
    }, reject);
  });
  call.once('error', reject);
  const counted = Readable.from(body()).on('data', (chunk: Buffer) => {
    sent += chunk.length;
  });
  // What is still to be sent when the answer is there is cut.
  pipeline(counted, call).catch(() => {});
  return { ...(await promise), sent };
}

/** What the API's process holds, in MiB. */
function memory(): number {
  const kibibytes = execFileSync('ps', ['-o', 'rss=', '-p', String(api.pid)], { encoding: 'utf8' });
  return Number(kibibytes) / 1024;
}

async function stored(): Promise<number> {
  const uploads = azurite.storage.getContainerClient('uploads');
  return (await Array.fromAsync(uploads.listBlobsFlat())).length;
}

describe('a body of 50 MB', () => {
  it.each([
    ['an image', '/v1/prompts', 'image/jpeg'],
    ['a form', '/v1/prompts', 'multipart/form-data; boundary=x'],
    ['JSON', '/v1/batches', 'application/json'],
  ])('that says its length is refused before it is sent: %s', async (_, path, type) => {
    const answer = await send(path, { 'content-type': type, 'content-length': BODY_BYTES });

    expect(answer).toMatchObject({ status: 413, type: 'urn:blobscribe:problem:too-large' });
    expect(answer.sent).toBeLessThan(BODY_BYTES / 2);
  });

  it('that does not say its length is cut at the limit, and the memory stays flat', async () => {
    const chunked = { 'content-type': 'image/jpeg', 'transfer-encoding': 'chunked' };
    await send('/v1/prompts', chunked);
    const before = memory();

    const answers = await Promise.all(
      Array.from({ length: 3 }, () => send('/v1/prompts', chunked)),
    );

    for (const { status, sent } of answers) {
      expect(status).toBe(413);
      expect(sent).toBeLessThan(BODY_BYTES);
    }
    // They are 150 MB, of which 60 MB are taken; held is a block of 4 MiB for each.
    expect(memory() - before).toBeLessThan(50);
    expect(await stored()).toBe(0);
  });
});
