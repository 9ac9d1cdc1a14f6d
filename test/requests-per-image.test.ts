import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseAuthentication } from '../api/src/auth/authenticate.ts';
import { createApi } from '../api/src/create-api.ts';
import { readConfig } from '../api/src/read-config.ts';
import { uploadOfId } from '../core/src/blob-names.ts';
import { connectStorage } from '../core/src/connect-storage.ts';
import { createLog } from '../core/src/log.ts';
import { startTelemetry } from '../core/src/telemetry.ts';
import { uuidV7 } from '../core/src/uuid.ts';
import type { Issued } from './support/api-bench.ts';
import { type AzuriteFixture, azuriteFixture } from './support/azurite.ts';
import { type Execution, type JobBench, jobBench } from './support/job-bench.ts';
import { countStorageRequests, type StorageRequests } from './support/storage-requests.ts';
import { until } from './support/until.ts';
import { startVisionService, type VisionService } from './support/vision-service.ts';

/** docs/prices.json says what an image asks of the services; `npm run cost` multiplies it. */
let told: Readonly<Record<string, { readonly value: number }>>;

const say = (name: string) => told[name]?.value;

beforeAll(async () => {
  const file = new URL('../docs/prices.json', import.meta.url);
  told = JSON.parse(await readFile(file, 'utf8')).assumptions;
});

describe('an image asks of the services what docs/prices.json says', () => {
  let bench: JobBench;
  let requests: StorageRequests;
  let vision: VisionService;
  let execution: Execution;

  beforeAll(async () => {
    bench = await jobBench();
    vision = await startVisionService({ key: 'a-key' });
    const { connectionString, port } = bench.azurite;
    requests = await countStorageRequests(connectionString, port);
    execution = bench.run({
      STORAGE_CONNECTION_STRING: requests.connectionString,
      VISION_PROVIDER: 'azure-vision',
      VISION_ENDPOINT: vision.endpoint,
      VISION_KEY: 'a-key',
      LINGER_SECONDS: '600',
    });
    await until('the execution', () =>
      execution.lines.some((line) => line.includes('execution-started')),
    );
  });

  afterAll(async () => {
    await execution.stop(25_000);
    await Promise.all([bench.stop(), requests.close(), vision.close()]);
  });

  async function describeOne(seed: number) {
    const upload = uploadOfId('local', uuidV7());
    if (!upload) throw new Error('no such upload');
    const record = { version: 1, id: upload.id, createdAt: new Date().toISOString() };
    const text = JSON.stringify({
      ...record,
      traceparent: `00-${'1'.repeat(32)}-${'2'.repeat(16)}-01`,
    });
    await bench.azurite.storage
      .getContainerClient('requests')
      .getBlockBlobClient(`${upload.name}.json`)
      .upload(text, text.length);
    requests.take();
    await bench.drop(upload.name, seed);
    await until('an empty queue', () => bench.broker.activeCount('images') === 0);
    expect(await bench.record(upload.name)).toMatchObject({ status: 'succeeded' });
    return requests.take();
  }

  it('in the job, for one that is new', async () => {
    expect(await describeOne(1)).toEqual({
      write: say('jobWrites'),
      read: say('jobReads'),
      list: 0,
      other: say('jobOthers'),
    });
  });

  it('of the vision service: one call, with the features that are billed', () => {
    expect(vision.requests).toHaveLength(1);
    const features = vision.requests[0]?.query.get('features')?.split(',') ?? [];

    const priced = ['caption', 'denseCaptions', 'tags', 'objects', 'people', 'read'];
    expect(features.map((name) => `${name[0]?.toLowerCase()}${name.slice(1)}`).sort()).toEqual(
      priced.toSorted(),
    );
    for (const name of priced) expect(say(`${name}PerThousand`), name).toBeGreaterThan(0);
  });

  it('in the job, for a file that was analysed before', async () => {
    expect(await describeOne(1)).toEqual({
      write: say('cachedWrites'),
      read: say('cachedReads'),
      list: 0,
      other: say('cachedOthers'),
    });
    expect(vision.requests).toHaveLength(1);
  });
});

describe('the API asks of the storage what docs/prices.json says', () => {
  let azurite: AzuriteFixture;
  let requests: StorageRequests;
  let ask: (path: string, init?: RequestInit) => Promise<Response>;

  beforeAll(async () => {
    azurite = await azuriteFixture();
    requests = await countStorageRequests(azurite.connectionString, azurite.port);
    const config = readConfig({
      AUTH: 'none',
      STORAGE_CONNECTION_STRING: requests.connectionString,
      PORT: '8080',
    });
    const log = createLog(() => {});
    const now = Date.now;
    const storage = await connectStorage(config);
    const authenticate = await chooseAuthentication(config, { log, now });
    const telemetry = await startTelemetry({}, 'api', log);
    const app = createApi({ config, storage, authenticate, telemetry, log, now });
    ask = async (path, init = {}) =>
      app.request(path, { ...init, headers: { host: '127.0.0.1:8080', ...init.headers } });
  });

  afterAll(async () => {
    await requests.close();
    await azurite.stop();
  });

  it('for an upload, with the PUT of its client, and for a look at what is not done', async () => {
    const json = { 'content-type': 'application/json' };
    const response = await ask('/v1/uploads', { method: 'POST', body: '{}', headers: json });
    const { id, upload } = (await response.json()) as Issued;
    const { url, headers } = upload;
    const stored = await fetch(url, { method: 'PUT', headers, body: 'an image' });

    expect(stored.status).toBe(201);
    expect(requests.take()).toEqual({ write: say('uploadWrites'), read: 0, list: 0, other: 0 });

    await ask(`/v1/prompts/${id}`);

    expect(requests.take()).toEqual({ write: 0, read: 1, list: 0, other: say('statusOthers') });
  });
});
