import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { ServiceBusClient } from '@azure/service-bus';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiKey, formatApiKeyEntry, hashApiKey } from '../core/src/api-key.ts';
import { blobCreatedEvent } from '../core/src/blob-created-event.ts';
import { type RunningApi, startApi } from '../local/src/api.ts';
import { anyPort, findPort } from '../local/src/ports.ts';
import { startProcess } from '../local/src/processes.ts';
import { type Broker, startBroker } from '../local/src/service-bus/broker.ts';
import { type AzuriteFixture, azuriteFixture } from './support/azurite.ts';
import { type Certificate, trustedCertificate } from './support/certificate.ts';
import { type CountingStorage, countingStorage } from './support/counting-storage.ts';
import { type IdentityEndpoint, identityEndpoint } from './support/identity.ts';
import { type KeyVault, keyVault } from './support/key-vault.ts';
import { jpeg } from './support/pictures.ts';
import { until } from './support/until.ts';
import { startVisionService, type VisionService } from './support/vision-service.ts';

/** The client has no other port for a namespace that is reached with an identity. */
const AMQPS_PORT = 5671;
const isFree = (await findPort(AMQPS_PORT, () => {})) === AMQPS_PORT;
if (!isFree)
  process.stderr.write(`skipped: port ${AMQPS_PORT} is taken, which keyless.test.ts needs\n`);

const KEY = createApiKey();
const CALLER = { 'x-api-key': KEY };

/** As on Azure: no connection string and no key anywhere, a managed identity instead. */
describe.skipIf(!isFree)('without any key', () => {
  let certificate: Certificate;
  let identity: IdentityEndpoint;
  let azurite: AzuriteFixture;
  let storage: CountingStorage;
  let broker: Broker;
  let api: RunningApi;
  let vault: KeyVault;
  let vision: VisionService;
  let environment: Record<string, string>;
  const lines: string[] = [];

  beforeAll(async () => {
    certificate = await trustedCertificate();
    identity = await identityEndpoint();
    const { certificateFile, keyFile } = certificate;
    azurite = await azuriteFixture({ certificate: certificateFile, key: keyFile });
    storage = await countingStorage(certificate, azurite.port);
    broker = await startBroker({
      port: AMQPS_PORT,
      queues: [{ name: 'images' }],
      tls: { cert: certificate.certificate, key: certificate.key },
    });
    vault = await keyVault(certificate, {
      'vision-key': 'only-in-the-vault',
      'api-keys': formatApiKeyEntry({ tenant: 'local', sha256: hashApiKey(KEY) }),
    });
    vision = await startVisionService({ key: 'only-in-the-vault' });
    environment = {
      ...identity.environment,
      PATH: process.env.PATH ?? '',
      NODE_EXTRA_CA_CERTS: certificateFile,
      STORAGE_ENDPOINT: storage.endpoint,
      SERVICEBUS_NAMESPACE: 'localhost',
      KEY_VAULT_URL: vault.url,
      VISION_PROVIDER: 'azure-vision',
      VISION_ENDPOINT: vision.endpoint,
      AUTH: 'api-key',
      REQUESTS_PER_MINUTE: '2000',
      LINGER_SECONDS: '2',
    };
    api = await startApi({
      script: script('api'),
      port: await anyPort(),
      environment,
      print: (line) => lines.push(line),
    });
  });

  afterAll(async () => {
    await api?.stop();
    await vision?.close();
    await vault?.close();
    await broker?.close();
    await storage?.close();
    await azurite?.stop();
    await identity?.close();
    await certificate?.remove();
  });

  async function createUpload() {
    const response = await fetch(`${api.url}/v1/uploads`, { method: 'POST', headers: CALLER });
    expect(response.status).toBe(201);
    const body = (await response.json()) as {
      id: string;
      upload: { url: string; headers: Record<string, string> };
    };
    return { id: body.id, ...body.upload };
  }

  it('the API knows its callers by the hashes in the vault', async () => {
    const ask = (headers: Record<string, string>) => fetch(`${api.url}/v1/prompts`, { headers });

    expect((await ask({})).status).toBe(401);
    expect((await ask({ 'x-api-key': createApiKey() })).status).toBe(401);
    expect((await ask(CALLER)).status).toBe(200);
  });

  it('the API asks for one user-delegation key, though 1,000 URLs are asked for at once', async () => {
    const files = Array.from({ length: 90 }, (_, index) => ({ name: `${index}.jpg` }));
    const createBatch = () =>
      fetch(`${api.url}/v1/batches`, {
        method: 'POST',
        headers: { ...CALLER, 'content-type': 'application/json' },
        body: JSON.stringify({ files }),
      });

    const batches = await Promise.all([
      ...Array.from({ length: 10 }, createBatch),
      ...Array.from({ length: 100 }, createUpload),
    ]);

    expect(batches).toHaveLength(110);
    expect(storage.count('comp=userdelegationkey')).toBe(1);
  });

  it('the API signs URLs that create one blob, over https only, with a user-delegation key', async () => {
    const { id, url, headers } = await createUpload();
    const put = (to: string) => fetch(to, { method: 'PUT', headers, body: 'abc' });
    const query = new URL(url).searchParams;

    expect(query.get('sp')).toBe('c');
    expect(query.get('spr')).toBe('https');
    expect(query.get('skoid')).toBeTruthy();
    expect((await put(url)).status).toBe(201);
    expect((await put(url)).status).toBe(403);
    expect((await put(url.replace(id, randomUUID()))).status).toBe(403);
    expect((await fetch(url)).status).toBe(403);
  });

  it('an execution receives, reads, looks with a key of the vault and writes, and the API finds the record', async () => {
    const { id, url, headers } = await createUpload();
    const image = await jpeg();
    const stored = await fetch(url, { method: 'PUT', headers, body: new Uint8Array(image) });
    const blob = {
      api: 'PutBlob',
      name: `local/${id}`,
      etag: stored.headers.get('etag') ?? '',
      contentLength: image.length,
      contentType: 'image/jpeg',
      blobType: 'BlockBlob',
      endpoint: String(environment.STORAGE_ENDPOINT),
      source: '/test',
    };
    const sender = new ServiceBusClient(broker.connectionString);
    await sender
      .createSender('images')
      .sendMessages({ body: blobCreatedEvent(blob, randomUUID(), new Date()) });
    await sender.close();

    const execution = startProcess({
      label: 'job',
      script: script('job'),
      environment,
      print: (line) => lines.push(line),
    });

    expect(await execution.ended, lines.join('\n')).toBe(0);
    const answer = await fetch(`${api.url}/v1/prompts/${id}`, { headers: CALLER });
    expect(await answer.json()).toMatchObject({
      id,
      status: 'succeeded',
      analysis: { provider: 'azure-vision' },
    });
    expect(new Set(identity.asked)).toEqual(
      new Set([
        'https://storage.azure.com',
        'https://servicebus.azure.net/',
        'https://vault.azure.net',
      ]),
    );
    await until('an empty queue', () => broker.activeCount('images') === 0);
  });
});

function script(process: 'api' | 'job'): string {
  return fileURLToPath(new URL(`../${process}/src/main.ts`, import.meta.url));
}
