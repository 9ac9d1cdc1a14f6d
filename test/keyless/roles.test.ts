import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type Cloud, startCloud } from '../support/cloud.ts';
import { type ApiContainer, startApiContainer, startContainer } from '../support/containers.ts';
import type { Assignment } from '../support/deployment.ts';
import { describeWithBroker } from '../support/describe-with-broker.ts';
import { identityNamed } from '../support/tokens.ts';

const [BLOBS, SIGNING] = [
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe',
  'db58b8e5-c6ad-4a2a-8342-4190687cbf4a',
];
const [RECEIVING, SECRETS] = [
  '4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0',
  '4633458b-17de-408a-b874-0445c86b69e6',
];

await describeWithBroker('the stand-ins', () => {
  let cloud: Cloud;
  let api: ApiContainer;
  let restore = () => {};

  beforeAll(async () => {
    cloud = await startCloud();
    api = await startApiContainer(cloud);
  });

  afterEach(() => restore());

  afterAll(async () => {
    await api?.end();
    await cloud?.close();
  });

  function take(role: string, from: 'api' | 'job', on = '') {
    const isIt = (assignment: Assignment) =>
      assignment.role === role &&
      assignment.principal.startsWith(`id-${from}-`) &&
      assignment.scope.endsWith(on);
    restore = cloud.roles.revoke(isIt);
  }

  it('let nobody sign upload URLs without the role for it', async () => {
    take(SIGNING, 'api');

    expect((await api.call('/v1/uploads', { method: 'POST' })).ok).toBe(false);

    restore();
    expect((await api.call('/v1/uploads', { method: 'POST' })).ok).toBe(true);
  });

  it('let a URL do no more than its signer may', async () => {
    const { url, headers } = await api.createUpload();
    const put = () => fetch(url, { method: 'PUT', headers, body: 'abc' });
    take(BLOBS, 'api', '/uploads');

    const refused = await put();

    expect(refused.status).toBe(403);
    expect(refused.headers.get('x-ms-error-code')).toBe('AuthorizationPermissionMismatch');
    restore();
    expect((await put()).status).toBe(201);
  });

  it('let nobody read secrets without the role for it', async () => {
    take(SECRETS, 'api');

    await expect(startApiContainer(cloud)).rejects.toThrow('ended (1)');
  });

  it('let nobody receive without the role for it', async () => {
    await cloud.tell('drop/received.jpg', '0x1');
    take(RECEIVING, 'job');

    // The client goes on trying for half a minute.
    await startContainer(cloud, 'job').endAfter('The identity has no role that allows this.');

    expect(await cloud.queueLength()).toBe(1);
  });

  it('let nobody be an identity that is not the container’s', async () => {
    const { IDENTITY_ENDPOINT, IDENTITY_HEADER = '' } = cloud.environment('api');
    const ask = async (clientId: string) => {
      const query = `api-version=2019-08-01&resource=https%3A%2F%2Fstorage.azure.com${clientId}`;
      const headers = { 'x-identity-header': IDENTITY_HEADER };
      return (await fetch(`${IDENTITY_ENDPOINT}?${query}`, { headers })).status;
    };
    const other = identityNamed('id-job-blobscribe-staging');

    expect(await ask(`&client_id=${cloud.environment('api').AZURE_CLIENT_ID}`)).toBe(200);
    expect(await ask('')).toBe(400);
    expect(await ask(`&client_id=${other.clientId}`)).toBe(400);
    const nobody = { AZURE_CLIENT_ID: '' };
    await expect(startApiContainer(cloud, 'ready', nobody)).rejects.toThrow('ended (1)');
  });
});
