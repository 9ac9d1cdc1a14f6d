import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type Cloud, startCloud } from '../support/cloud.ts';
import { startApiContainer, startContainer } from '../support/containers.ts';
import { describeWithBroker } from '../support/describe-with-broker.ts';
import type { TokenBehaviour } from '../support/identity.ts';
import { jpeg } from '../support/pictures.ts';
import { until } from '../support/until.ts';

const [STORAGE, VAULT] = ['storage', 'vault'];
const [QUEUE, VISION] = ['servicebus', 'cognitiveservices'];

await describeWithBroker('a token', () => {
  let cloud: Cloud;

  beforeAll(async () => {
    cloud = await startCloud();
  });

  afterAll(() => cloud?.close());

  afterEach(() => {
    for (const identity of Object.values(cloud.identities)) identity.behave(() => 'good');
  });

  /** Tokens for one service, by a part of its name, are `bad`: for so many requests, or until told otherwise. */
  function spoil(service: 'api' | 'job', part = '', bad: TokenBehaviour, times = Infinity) {
    let left = times;
    cloud.identities[service].behave((resource) => {
      if (!resource.includes(part) || left === 0) return 'good';
      left -= 1;
      return bad;
    });
  }

  async function run() {
    const execution = startContainer(cloud, 'job');
    return { code: await execution.ended, lines: execution.lines.join('\n') };
  }

  async function drop(name: string, seed: number) {
    const image = await jpeg(seed);
    const uploads = cloud.azurite.storage.getContainerClient('uploads');
    const { etag } = await uploads.getBlockBlobClient(name).upload(image, image.length);
    await cloud.tell(name, etag ?? '');
  }

  const isDescribed = (name: string) =>
    cloud.azurite.storage.getContainerClient('prompts').getBlobClient(`${name}.json`).exists();

  it('for another audience opens no storage, and the API says that it is not ready', async () => {
    spoil('api', STORAGE, 'wrong-audience');
    const api = await startApiContainer(cloud, 'live');

    expect((await fetch(`${api.url}/readyz`)).status).toBe(503);

    await api.end();
  });

  it('for another audience opens no vault, and the API does not start', async () => {
    spoil('api', VAULT, 'wrong-audience');

    await expect(startApiContainer(cloud, 'live')).rejects.toThrow('ended (1)');
  });

  it.each<[string, TokenBehaviour]>([
    ['that has expired', 'expired'],
    ['that cannot be had', 'unavailable'],
  ])('%s holds the API up only until there is a good one', async (_, behaviour) => {
    spoil('api', STORAGE, behaviour);
    const api = await startApiContainer(cloud, 'live');
    expect((await fetch(`${api.url}/readyz`)).status).toBe(503);

    cloud.identities.api.behave(() => 'good');

    await until('readiness', async () => (await fetch(`${api.url}/readyz`)).ok);
    expect((await api.call('/v1/prompts')).status).toBe(200);
    await api.end();
  });

  it('for another audience, or that has expired, opens no queue; a good one does', async () => {
    await drop('drop/refused.jpg', 10);

    // The client goes on trying for half a minute.
    spoil('job', QUEUE, 'wrong-audience');
    await startContainer(cloud, 'job').endAfter('The token is for another audience.');
    spoil('job', QUEUE, 'expired');
    await startContainer(cloud, 'job').endAfter('The token has expired.');
    expect(cloud.broker.activeCount('images')).toBe(1);
    cloud.identities.job.behave(() => 'good');
    const { code, lines } = await run();

    expect(code, lines).toBe(0);
    expect(await isDescribed('drop/refused.jpg')).toBe(true);
  });

  it('that cannot be had ends an execution; the next one finds the message', async () => {
    await drop('drop/unavailable.jpg', 13);
    spoil('job', '', 'unavailable');

    const failed = await run();
    expect(failed.code, failed.lines).toBe(1);
    cloud.identities.job.behave(() => 'good');
    const { code, lines } = await run();

    expect(code, lines).toBe(0);
    expect(await isDescribed('drop/unavailable.jpg')).toBe(true);
  });

  it('that the endpoint gives at the third request is waited for', async () => {
    await drop('drop/third.jpg', 11);
    spoil('job', '', 'unavailable', 2);

    const { code, lines } = await run();

    expect(code, lines).toBe(0);
    expect(await isDescribed('drop/third.jpg')).toBe(true);
  });

  it('that has expired opens no vision service, and the next one is asked for at once', async () => {
    await drop('drop/vision.jpg', 12);
    spoil('job', VISION, 'expired', 1);

    const { code, lines } = await run();

    expect(code, lines).toBe(0);
    expect(lines).toContain('vision-denied');
    expect(await isDescribed('drop/vision.jpg')).toBe(true);
  });
});
