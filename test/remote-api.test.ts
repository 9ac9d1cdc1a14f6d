import { mkdir, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiKey, hashApiKey } from '../core/src/api-key.ts';
import { anyPort } from '../local/src/ports.ts';
import { type RunningProcess, startProcess } from '../local/src/processes.ts';
import { waitForRecord } from '../scripts/src/client/records.ts';
import { askForUpload, sendImage } from '../scripts/src/client/uploads.ts';
import { numberedJpeg } from './faults/numbered-jpeg.ts';
import { runCommand } from './support/command.ts';
import { expiredUrl } from './support/expired-url.ts';
import { jpeg } from './support/pictures.ts';
import { dataFolder, type TestStack, temporaryStack } from './support/stack.ts';
import { until } from './support/until.ts';
import { startVisionService, type VisionService } from './support/vision-service.ts';

const API_SCRIPT = fileURLToPath(new URL('../api/src/main.ts', import.meta.url));
const STOP_MS = 5_000;

const key = createApiKey();
let service: VisionService;
let stack: TestStack;
let place: Awaited<ReturnType<typeof dataFolder>>;
let api: RunningProcess;
let url: string;

beforeAll(async () => {
  [service, place] = await Promise.all([startVisionService(), dataFolder()]);
  stack = await temporaryStack({
    VISION_PROVIDER: 'azure-vision',
    VISION_KEY: 'a-key',
    VISION_ENDPOINT: service.endpoint,
  });
  const port = await anyPort();
  url = `http://127.0.0.1:${port}`;
  api = startProcess({
    label: 'api',
    script: API_SCRIPT,
    environment: {
      ...process.env,
      AUTH: 'api-key',
      API_KEYS: `acme:${hashApiKey(key)}`,
      PORT: String(port),
      STORAGE_CONNECTION_STRING: stack.storage.connectionString,
    },
    print: () => {},
  });
  await until('the API', async () => (await fetch(`${url}/readyz`).catch(() => undefined))?.ok);
});

afterAll(async () => {
  await api?.stop(STOP_MS);
  await stack?.stop();
  await service?.close();
  await place?.remove();
});

describe('an API that wants a key', () => {
  it('is told it from the environment', async () => {
    const folder = join(place.path, 'one');
    await mkdir(folder);
    await writeFile(join(folder, 'a.jpg'), await jpeg(1));
    const environment = { BLOBSCRIBE_API: `${url}/`, BLOBSCRIBE_KEY: key };

    const { status, stderr } = await runCommand(['batch', folder, '--yes'], { environment });

    expect({ status, stderr }).toMatchObject({ status: 0 });
    const blobs = stack.blobs.getContainerClient('uploads').listBlobsFlat({ prefix: 'acme/' });
    expect(await Array.fromAsync(blobs)).toHaveLength(1);
  });

  it('is told it from a file', async () => {
    const [image, keyFile] = [join(place.path, 'b.jpg'), join(place.path, 'key')];
    await writeFile(image, await jpeg(2));
    await writeFile(keyFile, `${key}\n`);

    const { status } = await runCommand(['describe', image, '--api', url, '--key-file', keyFile]);

    expect(status).toBe(0);
  });

  it('lets nobody else in, and it is said where a key would be taken from', async () => {
    const image = join(place.path, 'c.jpg');
    await writeFile(image, await jpeg(3));

    const { status, stderr } = await runCommand(['describe', image, '--api', url]);

    expect(status).toBe(1);
    expect(stderr).toContain('BLOBSCRIBE_KEY');
  });

  it('is not sent anything that may cost money before that is agreed to', async () => {
    const folder = join(place.path, 'two');
    await mkdir(folder);
    await writeFile(join(folder, 'd.jpg'), await jpeg(4));
    const environment = { BLOBSCRIBE_API: url, BLOBSCRIBE_KEY: key };

    const { status, stderr } = await runCommand(['batch', folder], { environment });

    expect(status).toBe(2);
    expect(stderr).toMatch(/at most 1 call of a service: USD 0\.01 if Azure AI Vision looks/);
    expect(stderr).toContain('say --yes');
    await rm(folder, { recursive: true });
  });

  it('is sent no more than may be paid for', async () => {
    const folder = join(place.path, 'three');
    await mkdir(folder);
    for (const seed of [10, 11, 12, 13]) {
      await writeFile(join(folder, `${seed}.jpg`), await numberedJpeg(seed));
    }
    const environment = { BLOBSCRIBE_API: url, BLOBSCRIBE_KEY: key };
    const asked = service.requests.length;
    const spend = (...args: string[]) =>
      runCommand(['batch', folder, '--yes', ...args], { environment });

    const first = await spend('--max-cost', '0.015');
    expect(first).toMatchObject({
      status: 0,
      stderr: expect.stringContaining('2 images not sent'),
    });
    expect(first.stderr).toMatch(/2 of 4 images have words \(.*, USD 0\.01\)/);
    expect(service.requests.length).toBe(asked + 2);

    const second = await spend();
    expect(second.stderr).toMatch(/4 of 4 images have words/);
    expect(service.requests.length).toBe(asked + 4);
  });

  it('refuses what is too large before it is sent, once and for all', async () => {
    const folder = join(place.path, 'four');
    await mkdir(folder);
    await truncateTo(join(folder, 'huge.tif'), 65 * 1024 * 1024);
    await writeFile(join(folder, 'small.jpg'), await jpeg(20));
    const environment = { BLOBSCRIBE_API: url, BLOBSCRIBE_KEY: key };
    const send = () => runCommand(['batch', folder, '--yes'], { environment });

    const first = await send();
    expect(first.status).toBe(1);
    expect(first.stderr).toMatch(/1 failed:\n {2}huge\.tif: .*67108864/);
    expect(first.stderr).toContain('1 of 2 images have words');

    expect((await send()).stderr).toMatch(/1 failed before and not tried again[\s\S]*huge\.tif: /);
  });

  it('that is not there is named, with why', async () => {
    const image = join(place.path, 'c.jpg');
    const nobody = `http://127.0.0.1:${await anyPort()}`;

    const { status, stderr } = await runCommand(['describe', image, '--api', nobody]);

    expect(status).toBe(1);
    expect(stderr).toContain(`${nobody} does not answer (ECONNREFUSED)`);
  });
});

describe('a URL to upload to', () => {
  it('that ran out on a slow line is asked for afresh', async () => {
    const path = join(place.path, 'late.jpg');
    await writeFile(path, await jpeg(5));
    const asked = await askForUpload({ url: stack.api }, 'late.jpg', 1);
    const late = {
      ...asked,
      upload: { ...asked.upload, url: expiredUrl(asked.upload.url, stack.blobs) },
    };

    await sendImage({ url: stack.api }, late, path);

    expect((await waitForRecord({ url: stack.api }, asked.id)).status).toBe('succeeded');
  });

  it('that has been used is no trouble: the image is there', async () => {
    const path = join(place.path, 'twice.jpg');
    await writeFile(path, await jpeg(6));
    const upload = await askForUpload({ url: stack.api }, 'twice.jpg', 1);

    await sendImage({ url: stack.api }, upload, path);
    await sendImage({ url: stack.api }, upload, path);
  });
});

/** A file of this size, of zeros that take no room. */
async function truncateTo(path: string, bytes: number): Promise<void> {
  await writeFile(path, '');
  await truncate(path, bytes);
}
