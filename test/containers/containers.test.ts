import { readFile } from 'node:fs/promises';
import { BlobServiceClient } from '@azure/storage-blob';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { azuriteConnectionString } from '../../local/src/azurite.ts';
import { anyPort } from '../../local/src/ports.ts';
import { drawStopSign } from '../support/drawn.ts';
import { type JobBench, jobBench } from '../support/job-bench.ts';
import { until } from '../support/until.ts';
import { buildImage, type Engine, engine, TARGETS } from './engine.ts';

const { CONTAINER_ENGINE } = process.env;
const PROJECT = `blobscribe-test-${process.pid}`;
const SERVICES = ['api', 'local', 'storage'] as const;
const BUILD_MS = 900_000;
const START_MS = 120_000;
const IMAGE = new URL('../../examples/mountain-lake.jpg', import.meta.url);

const WHO_AM_I = `
  const { readFileSync, writeFileSync } = require('node:fs');
  let root = 'can be written';
  try { writeFileSync('/app/x', ''); } catch (error) { root = error.code; }
  const rights = /CapEff:\\t(\\w+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1];
  console.log(JSON.stringify({ user: process.getuid(), root, rights }));
`;

describe.runIf(CONTAINER_ENGINE)('in containers', () => {
  let containers: Engine;
  let apiPort: number;
  let blobPort: number;
  let key: string;

  const nameOf = async (service: string) =>
    containers.call([
      ...['ps', '--quiet', '--filter', `label=com.docker.compose.project=${PROJECT}`],
      ...['--filter', `label=com.docker.compose.service=${service}`],
    ]);
  const ask = (path: string, options: RequestInit = {}) =>
    fetch(`http://127.0.0.1:${apiPort}${path}`, {
      ...options,
      headers: { 'x-api-key': key, ...options.headers },
    });

  beforeAll(async () => {
    containers = engine(String(CONTAINER_ENGINE));
    // One after the other: they share their first layers.
    for (const target of TARGETS) await buildImage(containers, target);
    apiPort = await anyPort();
    blobPort = await anyPort();
    await containers.compose(PROJECT, ['up', '-d', ...SERVICES], {
      API_PORT: String(apiPort),
      BLOB_PORT: String(blobPort),
    });
    key = await until(
      'the key',
      async () => {
        const local = await nameOf('local');
        return local && /bs_[\w-]+/.exec(await containers.call(['logs', local]))?.[0];
      },
      START_MS,
    );
    await until('the API', async () => (await ask('/readyz').catch(() => undefined))?.ok, START_MS);
  }, BUILD_MS);

  afterAll(async () => {
    await containers?.compose(PROJECT, ['down', '--volumes']);
  }, START_MS);

  it('an image that was PUT through a SAS gets its prompt', async () => {
    const asked = await ask('/v1/uploads', { method: 'POST' });
    const { id, upload } = (await asked.json()) as {
      id: string;
      upload: { url: string; headers: Record<string, string> };
    };
    expect(new URL(upload.url).port).toBe(String(blobPort));

    const body = await readFile(IMAGE);
    const put = await fetch(upload.url, { method: 'PUT', headers: upload.headers, body });

    expect(put.status).toBe(201);
    const record = await until('the prompt', async () => {
      const document = (await (await ask(`/v1/prompts/${id}?wait=20`)).json()) as {
        status: string;
        prompt?: string;
      };
      return document.status === 'succeeded' && document;
    });
    expect(record.prompt).toContain('photograph');
  });

  it('an image that was dropped past the API gets its record beside it', async () => {
    const storage = BlobServiceClient.fromConnectionString(azuriteConnectionString(blobPort));
    const body = await readFile(IMAGE);
    const name = 'drop/a folder/lake.jpg';

    await storage.getContainerClient('uploads').getBlockBlobClient(name).upload(body, body.length);

    const record = storage.getContainerClient('prompts').getBlobClient(`${name}.json`);
    await until('the record', () => record.exists(), START_MS);
  });

  it('dead letters are seen from within', async () => {
    const command = ['scripts/src/blobscribe.ts', 'queue', 'list', '--json', '--data', '/keys'];

    const output = await containers.call(['exec', await nameOf('local'), 'node', ...command]);

    expect(output).toBe('');
  });

  it('nobody gets in without the key', async () => {
    const answer = await fetch(`http://127.0.0.1:${apiPort}/v1/prompts`);

    expect(answer.status).toBe(401);
  });

  it.each(SERVICES)(
    '%s runs as nobody special, on a root that it cannot write',
    async (service) => {
      const output = await containers.call(['exec', await nameOf(service), 'node', '-e', WHO_AM_I]);

      expect(JSON.parse(output)).toEqual({ user: 1000, root: 'EROFS', rights: '0000000000000000' });
    },
  );

  it.each(['api', 'local'])('%s publishes on this machine only', async (service) => {
    const output = await containers.call(['inspect', await nameOf(service)]);

    const [{ HostConfig }] = JSON.parse(output);
    const hosts = Object.values<{ HostIp: string }[]>(HostConfig.PortBindings).flat();
    expect(hosts.map(({ HostIp }) => HostIp)).toEqual(['127.0.0.1']);
  });

  it('the API says by itself that it is healthy', async () => {
    const output = await containers.call(['inspect', await nameOf('api')]);

    const [{ Config }] = JSON.parse(output);
    expect(Config.Healthcheck.Test.slice(0, 3)).toEqual(['CMD', 'node', '-e']);
    const check = Config.Healthcheck.Test.slice(1);
    await containers.call(['exec', await nameOf('api'), ...check]);
  });

  it.each(SERVICES)('%s ends within 10 s of SIGTERM, by itself', async (service) => {
    const name = await nameOf(service);
    const startedAt = performance.now();

    await containers.call(['stop', '--time', '30', name]);

    expect(performance.now() - startedAt).toBeLessThan(10_000);
    const exit = await containers.call(['inspect', '--format', '{{.State.ExitCode}}', name]);
    // 143: ended by the signal itself, which Azurite leaves to Node.
    expect(service === 'storage' ? ['0', '143'] : ['0']).toContain(exit);
  });

  describe('the image of the job', () => {
    let bench: JobBench;

    beforeAll(async () => {
      bench = await jobBench();
    });

    afterAll(() => bench?.stop());

    const runJob = (...command: string[]) =>
      containers.call([
        ...['run', '--rm', '--read-only', '--cap-drop=ALL', '--network=host'],
        ...['--env', `STORAGE_CONNECTION_STRING=${bench.azurite.connectionString}`],
        ...['--env', `SERVICEBUS_CONNECTION_STRING=${bench.broker.connectionString}`],
        ...['--env', 'LINGER_SECONDS=1', ...command],
      ]);

    it('is one execution: it drains the queue and exits', async () => {
      await bench.drop('drop/in-a-container.jpg');

      const output = await runJob('blobscribe/job');

      expect(output).toContain('"handled":1');
      expect(await bench.record('drop/in-a-container.jpg')).toMatchObject({ status: 'succeeded' });
    });

    it('has eyes of its own in the image with models, and says without them how to get some', async () => {
      const etag = await bench.store('drop/sign.jpg', await drawStopSign());
      await bench.tell('drop/sign.jpg', etag);

      const output = await runJob('blobscribe/job-on-device');

      expect(output).not.toContain('models-missing');
      const record = await bench.record('drop/sign.jpg');
      expect(record).toMatchObject({ analysis: { provider: 'on-device' } });
      expect(JSON.stringify(record)).toMatch(/a stop sign.*STOP/);
      expect(await runJob('--env=VISION_PROVIDER=on-device', 'blobscribe/job')).toContain(
        'models-missing',
      );
    });

    it('is the sweeper too', async () => {
      const output = await runJob('--entrypoint=node', 'blobscribe/job', '/app/bundle/sweep.js');

      expect(output).toContain('uploads-swept');
    });

    it('starts from what was compiled when it was built', async () => {
      // Node says of each module whether it took what it had kept.
      const output = await runJob(
        ...['--entrypoint=sh', '--env', 'NODE_DEBUG_NATIVE=COMPILE_CACHE', 'blobscribe/job'],
        ...['-c', 'node bundle/main.js 2>&1'],
      );

      expect(output).toContain('code cache for ESM file:///app/bundle/main.js was accepted');
      expect(output).not.toContain('CommonJS /app/bundle/');
    });
  });
});
