import type { Feature } from '@blobscribe/core/features';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Certificate, trustedCertificate } from '../../../../test/support/certificate.ts';
import {
  benchOf,
  contractBench,
  describeServiceContract,
  type MakeVision,
} from '../../../../test/support/vision-service-contract.ts';
import { describeVisionContract } from '../vision-contract.ts';
import { createAzureVision } from './azure-vision.ts';

const signal = new AbortController().signal;
const credential = { key: 'a-key' };

let certificate: Certificate;

beforeAll(async () => {
  certificate = await trustedCertificate();
});

afterAll(() => certificate.remove());

const make: MakeVision = ({ endpoint }, pacer) =>
  createAzureVision({ endpoint: `${endpoint}/`, credential, pacer, captions: 'required' });
const makeFrugal: MakeVision = ({ endpoint }, pacer) =>
  createAzureVision({ endpoint, credential, pacer, captions: 'optional' });

describeVisionContract('azure-vision', {
  sources: ['caption', 'tag', 'object'],
  make: () => contractBench(make),
  makeHostile: () => contractBench(make, { azure: 'hostile' }),
  makeHanging: () => contractBench(make, { always: 'hang' }),
});

describeServiceContract('azure-vision', make);

test('asks in one call for what was asked, and sends the picture and nothing else', async () => {
  const { vision, image, service } = await benchOf(make);
  const features: Feature[] = ['caption', 'text', 'gender-neutral'];

  const { evidence, usage } = await vision.analyse(image, { features, signal });

  const [request, ...others] = service.requests;
  expect(others).toEqual([]);
  expect(Object.fromEntries(request?.query ?? [])).toEqual({
    features: 'Caption,Read',
    'gender-neutral-caption': 'true',
    'api-version': '2023-10-01',
  });
  expect(request?.body).toEqual(await image.jpeg());
  expect(Object.keys(evidence).sort()).toEqual(['subject', 'text']);
  expect(evidence.subject?.value).toMatch(/^a person wearing/);
  expect(usage).toBeUndefined();
});

test('signs in with a token of the identity', async () => {
  const scopes: (string | string[])[] = [];
  const identity = {
    getToken: async (scope: string | string[]) => {
      scopes.push(scope);
      return { token: 'a-key', expiresOnTimestamp: Date.now() + 3_600_000 };
    },
  };
  const { analyse, service } = await benchOf(
    ({ endpoint }, pacer) =>
      createAzureVision({ endpoint, credential: identity, pacer, captions: 'required' }),
    { tls: certificate },
  );

  await analyse();

  expect(service.requests[0]?.headers.authorization).toBe('Bearer a-key');
  expect(scopes.flat()).toEqual(['https://cognitiveservices.azure.com/.default']);
});

test('an identity that gets no token is told of', async () => {
  const getToken = async () => {
    throw Object.assign(new Error('no identity here'), { name: 'CredentialUnavailableError' });
  };
  const { analyse } = await benchOf(
    ({ endpoint }, pacer) =>
      createAzureVision({ endpoint, credential: { getToken }, pacer, captions: 'required' }),
    { tls: certificate },
  );

  await expect(analyse()).rejects.toMatchObject({
    name: 'VisionUnavailable',
    message: expect.stringContaining('no identity here'),
  });
});

test('names the role that an identity lacks', async () => {
  const getToken = async () => ({ token: 'no', expiresOnTimestamp: Date.now() + 3_600_000 });
  const { analyse } = await benchOf(
    ({ endpoint }, pacer) =>
      createAzureVision({ endpoint, credential: { getToken }, pacer, captions: 'required' }),
    { tls: certificate },
  );

  await expect(analyse()).rejects.toThrow(/401.*"Cognitive Services User"/);
});

test('a region without captions is told of, with those that have them', async () => {
  const { analyse, service } = await benchOf(make, { always: 'no-captions' });

  await expect(analyse()).rejects.toMatchObject({
    name: 'VisionUnavailable',
    message: expect.stringMatching(/West Europe.*VISION_CAPTIONS=optional/),
  });
  expect(service.requests).toHaveLength(1);
});

test('does without captions where that is allowed, and remembers', async () => {
  const { analyse, service } = await benchOf(makeFrugal, { always: 'no-captions' });

  const { evidence } = await analyse();
  await analyse();

  expect(evidence).toMatchObject({ people: { value: 1 }, tags: {}, objects: {} });
  expect(evidence.subject).toBeUndefined();
  const asked = service.requests.map(({ query }) => query.get('features'));
  expect(asked).toEqual([
    'Caption,DenseCaptions,Tags,Objects,People,Read',
    'Tags,Objects,People,Read',
    'Tags,Objects,People,Read',
  ]);
});

test('asks for nothing when nothing is left to ask for', async () => {
  const { vision, image, service } = await benchOf(makeFrugal, { always: 'no-captions' });

  const { evidence } = await vision.analyse(image, { features: ['caption'], signal });

  expect(evidence).toEqual({});
  expect(service.requests).toHaveLength(1);
});
