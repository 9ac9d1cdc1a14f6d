import { expect, test } from 'vitest';
import {
  benchOf,
  contractBench,
  describeServiceContract,
  type MakeVision,
} from '../../../../test/support/vision-service-contract.ts';
import { VisionUnavailable } from '../vision.ts';
import { describeVisionContract } from '../vision-contract.ts';
import { createOpenAiVision } from './openai-vision.ts';

const model = 'gpt-4.1-mini';

const make: MakeVision = ({ endpoint }, pacer) =>
  createOpenAiVision({ baseUrl: `${endpoint}/v1`, apiKey: 'a-key', model, pacer });

describeVisionContract('openai', {
  sources: ['model'],
  make: () => contractBench(make),
  makeHostile: () => contractBench(make, { openai: 'hostile' }),
  makeHanging: () => contractBench(make, { always: 'hang' }),
});

describeServiceContract('openai', make);

test('asks for a scene of the picture, and tells of nothing else', async () => {
  const { analyse, image, service } = await benchOf(make);

  const { usage } = await analyse();

  const body = JSON.parse(service.requests[0]?.body.toString() ?? '');
  const [, user] = body.messages;
  expect(user.content[1].image_url.url).toBe(
    `data:image/jpeg;base64,${(await image.jpeg()).toString('base64')}`,
  );
  expect(Object.keys(body).sort()).toEqual(['max_tokens', 'messages', 'model', 'response_format']);
  expect(usage).toEqual({ inputTokens: 1672, outputTokens: 188 });
});

test('limits the answer by the name that the host knows', async () => {
  const bodies: string[] = [];
  const fetch = async (_url: unknown, init?: RequestInit) => {
    bodies.push(String(init?.body));
    return Response.json({ choices: [{ message: { content: '{"subject":"a cat"}' } }] });
  };
  const { analyse } = await benchOf((_service, pacer) =>
    createOpenAiVision({ apiKey: 'a-key', model, pacer, fetch }),
  );

  await analyse();

  expect(JSON.parse(bodies[0] ?? '')).toHaveProperty('max_completion_tokens');
  expect(JSON.parse(bodies[0] ?? '')).not.toHaveProperty('max_tokens');
});

test('asks for a token at each call', async () => {
  let tokens = 0;
  const apiKey = async () => {
    tokens += 1;
    return 'a-key';
  };
  const { analyse, service } = await benchOf(({ endpoint }, pacer) =>
    createOpenAiVision({ baseUrl: `${endpoint}/v1`, apiKey, model, pacer }),
  );

  await analyse();
  await analyse();

  expect(tokens).toBe(2);
  expect(service.requests[1]?.headers.authorization).toBe('Bearer a-key');
});

test('a token that is not to be had is access denied', async () => {
  const apiKey = () => Promise.reject(new Error('no identity here'));
  const { analyse } = await benchOf(({ endpoint }, pacer) =>
    createOpenAiVision({ baseUrl: `${endpoint}/v1`, apiKey, model, pacer }),
  );

  await expect(analyse()).rejects.toMatchObject({
    name: 'VisionUnavailable',
    message: expect.stringContaining('no identity here'),
  });
});

test('a refusal of the model is the end of the image', async () => {
  const { analyse } = await benchOf(make, { openai: 'refusal' });

  await expect(analyse()).rejects.toMatchObject({
    code: 'analysis-rejected',
    message: 'The vision service refused the image. It answered refusal.',
  });
});

test('an answer that is cut is asked for once more, then the image is put off', async () => {
  const { analyse, service } = await benchOf(make, { openai: 'cut' });

  await expect(analyse()).rejects.toThrow(/gave up after .*cut/);
  expect(service.requests).toHaveLength(2);
});

test('reads what a server makes of a schema that it ignores', async () => {
  const { analyse } = await benchOf(make, { openai: 'fenced' });

  expect((await analyse()).evidence.subject?.value).toBe('a red bicycle');
});

test.each([
  ['no money', 429, 'insufficient_quota', 'You exceeded your current quota.'],
  ['a parameter that the model lacks', 400, 'unsupported_parameter', 'Unsupported parameter.'],
  ['a blind model', 400, undefined, 'This model does not support image input.'],
])('%s is nothing that the image is at fault for', async (_what, status, code, message) => {
  const { analyse, service } = await benchOf(make, {
    always: { status, message, ...(code && { code }) },
  });

  await expect(analyse()).rejects.toThrow(VisionUnavailable);
  expect(service.requests).toHaveLength(1);
});

test('waits to the millisecond where it is asked to', async () => {
  const { analyse, clock } = await benchOf(make, {
    script: [{ status: 429, headers: { 'retry-after-ms': '1500', 'retry-after': '9' } }],
  });

  await analyse();

  expect(clock.now()).toBeGreaterThanOrEqual(1_500);
  expect(clock.now()).toBeLessThan(2_000);
});
