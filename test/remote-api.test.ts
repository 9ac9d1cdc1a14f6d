import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  BlobSASPermissions,
  generateBlobSASQueryParameters,
  SASProtocol,
} from '@azure/storage-blob';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiKey, hashApiKey } from '../core/src/api-key.ts';
import { sharedKeyOf } from '../core/src/azure-clients.ts';
import { anyPort } from '../local/src/ports.ts';
import { type RunningProcess, startProcess } from '../local/src/processes.ts';
import { waitForRecord } from '../scripts/src/client/records.ts';
import { askForUpload, sendImage } from '../scripts/src/client/uploads.ts';
import { runCommand } from './support/command.ts';
import { jpeg } from './support/pictures.ts';
import { dataFolder, type TestStack, temporaryStack } from './support/stack.ts';
import { until } from './support/until.ts';

const API_SCRIPT = fileURLToPath(new URL('../api/src/main.ts', import.meta.url));
const STOP_MS = 5_000;

const key = createApiKey();
let stack: TestStack;
let place: Awaited<ReturnType<typeof dataFolder>>;
let api: RunningProcess;
let url: string;

beforeAll(async () => {
  [stack, place] = await Promise.all([temporaryStack(), dataFolder()]);
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
    expect(stderr).toMatch(/at most 1 calls of a service: USD 0\.01 if Azure AI Vision looks/);
    expect(stderr).toContain('say --yes');
    await rm(folder, { recursive: true });
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
    const late = { ...asked, upload: { ...asked.upload, url: expired(asked.upload.url) } };

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

/** The same URL as it would have been an hour ago. */
function expired(url: string): string {
  const { origin, pathname } = new URL(url);
  const [containerName = '', ...name] = pathname.split('/').slice(2);
  const credential = sharedKeyOf(stack.blobs);
  if (!credential) throw new Error('no key');
  const query = generateBlobSASQueryParameters(
    {
      containerName,
      blobName: name.join('/'),
      permissions: BlobSASPermissions.parse('c'),
      protocol: SASProtocol.HttpsAndHttp,
      expiresOn: new Date(Date.now() - 3_600_000),
    },
    credential,
  );
  return `${origin}${pathname}?${query}`;
}
