import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Cloud, startCloud } from '../support/cloud.ts';
import { type ApiContainer, startApiContainer, startContainer } from '../support/containers.ts';
import { ROLE_ASSIGNMENTS } from '../support/deployment.ts';
import { describeWithBroker } from '../support/describe-with-broker.ts';
import { jpeg } from '../support/pictures.ts';

/** Roles that nothing in here can use, by the reason that the Bicep gives for them. */
const OUT_OF_REACH: Readonly<Record<string, string>> = {
  'The platform pulls images.': 'there is no registry',
  'Event Grid keeps what it could not deliver.': 'there is no delivery that goes on failing',
  'Workflows deploy the workload.': 'a workflow has it',
  'Workflows give the workload its roles.': 'a workflow has it',
  'Workflows push images.': 'a workflow has it',
  'Workflows read the key of the smoke test and the token of n8n.': 'a workflow has it',
};

/** With the variables and the roles of the Bicep, and nothing else. */
await describeWithBroker('the deployment', () => {
  let cloud: Cloud;
  let api: ApiContainer;

  beforeAll(async () => {
    cloud = await startCloud();
    api = await startApiContainer(cloud);
  });

  afterAll(async () => {
    await api?.end();
    await cloud?.close();
  });

  async function put(url: string, headers: Readonly<Record<string, string>>, seed: number) {
    const body = new Uint8Array(await jpeg(seed));
    const response = await fetch(url, { method: 'PUT', headers, body });
    expect(response.status).toBe(201);
    return response.headers.get('etag') ?? '';
  }

  async function run(service: 'job' | 'sweeper') {
    const execution = startContainer(cloud, service);
    expect(await execution.ended, execution.lines.join('\n')).toBe(0);
  }

  const isStored = (container: string, name: string) =>
    cloud.azurite.storage.getContainerClient(container).getBlobClient(name).exists();

  it('describes an image that was uploaded with a signed URL, as the scaler sees it waiting', async () => {
    const { id, url, headers } = await api.createUpload();
    const etag = await put(url, headers, 1);
    await cloud.tell(`local/${id}`, etag);
    expect(await cloud.queueLength()).toBe(1);

    await run('job');

    const answer = await api.call(`/v1/prompts/${id}`);
    const succeeded = { id, status: 'succeeded', analysis: { provider: 'azure-vision' } };
    expect(await answer.json()).toMatchObject(succeeded);
    const listing = await (await api.call('/v1/prompts')).json();
    expect(listing).toMatchObject({ items: [{ id }] });
    expect(await cloud.queueLength()).toBe(0);
  });

  it('describes an image of which no event told, once the sweeper has found it', async () => {
    const { id, url, headers } = await api.createUpload();
    await put(url, headers, 2);

    await run('sweeper');
    expect(await cloud.queueLength()).toBe(1);
    await run('job');

    const answer = await api.call(`/v1/prompts/${id}`);
    expect(await answer.json()).toMatchObject({ id, status: 'succeeded' });
  });

  it('deletes an image with all that came of it, and again if it comes back', async () => {
    const { id, url, headers } = await api.createUpload();
    const name = `local/${id}`;
    await cloud.tell(name, await put(url, headers, 3));
    await run('job');
    expect(await isStored('prompts', `${name}.json`)).toBe(true);

    expect((await api.call(`/v1/prompts/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect(await isStored('prompts', `${name}.json`)).toBe(false);
    await cloud.tell(name, await put(url, headers, 3));
    await run('job');

    expect(await isStored('uploads', name)).toBe(false);
    expect(await isStored('prompts', `${name}.json`)).toBe(false);
  });

  it('sends telemetry of each process', async () => {
    await api.end();

    const senders = cloud.ingestion.envelopes.map(({ tags }) => tags['ai.cloud.role']);
    expect(new Set(senders)).toEqual(
      new Set(['blobscribe-api', 'blobscribe-job', 'blobscribe-sweep']),
    );
  });

  it('asked for tokens of the services that it uses, and of no other', () => {
    const asked = ({ asked: resources }: { asked: readonly string[] }) =>
      [...new Set(resources.map((resource) => new URL(resource).hostname))].sort();
    const [storage, telemetry] = ['storage.azure.com', 'monitor.azure.com'];
    const [queue, vault] = ['servicebus.azure.net', 'vault.azure.net'];

    expect(asked(cloud.identities.api)).toEqual([telemetry, storage, vault]);
    expect(asked(cloud.identities.sweeper)).toEqual([telemetry, queue, storage]);
    const vision = 'cognitiveservices.azure.com';
    expect(asked(cloud.identities.job)).toEqual([vision, telemetry, queue, storage]);
  });

  // Together: each role alone allowed something that was done, and what no role allows was refused.
  it('was refused nothing', () => {
    expect(cloud.roles.refused()).toEqual([]);
  });

  it('could not have done without any of its roles', () => {
    const needed = cloud.roles.needed();
    const idle = ROLE_ASSIGNMENTS.filter((assignment) => !needed.includes(assignment));

    expect(new Set(idle.map(({ why }) => why))).toEqual(new Set(Object.keys(OUT_OF_REACH)));
  });
});
