import { describe, expect, it, vi } from 'vitest';
import { createCall } from './call.ts';
import type { KeyRing } from './key-ring.ts';

function keyRing(
  ...keys: readonly string[]
): KeyRing & { readonly refused: (string | undefined)[] } {
  const refused: (string | undefined)[] = [];
  return {
    refused,
    current: () => keys[refused.length - 1],
    replace: async (key) => {
      refused.push(key);
    },
  };
}

/** A network with these answers, one after another; undefined is none. */
function network(...answers: readonly (Response | undefined)[]) {
  const requests: Headers[] = [];
  const fetch = async (_: unknown, init?: RequestInit) => {
    requests.push(new Headers(init?.headers));
    const answer = answers[requests.length - 1];
    if (!answer) throw new TypeError('fetch failed');
    return answer;
  };
  return { requests, fetch };
}

const problem = (status: number, detail: string, headers = {}) =>
  new Response(JSON.stringify({ detail }), { status, headers });

describe('a call of the API', () => {
  it('sends no key before one is wanted, then the one that was given', async () => {
    const keys = keyRing('wrong', 'right');
    const { requests, fetch } = network(problem(401, ''), problem(401, ''), new Response('{}'));

    await createCall(keys, fetch)('GET', '/v1/prompts/1');

    expect(requests.map((headers) => headers.get('authorization'))).toEqual([
      null,
      'Bearer wrong',
      'Bearer right',
    ]);
    expect(keys.refused).toEqual([undefined, 'wrong']);
  });

  it('is the same call, by its Idempotency-Key, when it is tried again', async () => {
    vi.useFakeTimers();
    const { requests, fetch } = network(undefined, problem(503, ''), new Response('{}'));

    const answered = createCall(keyRing(), fetch)('POST', '/v1/batches', { body: {} });
    await vi.runAllTimersAsync();
    await answered;
    vi.useRealTimers();

    const keys = requests.map((headers) => headers.get('idempotency-key'));
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
  });

  it('waits out a limit of seconds, and tells of one of hours', async () => {
    vi.useFakeTimers();
    const { fetch } = network(
      problem(429, '', { 'retry-after': '30' }),
      problem(429, 'Enough for today.', { 'retry-after': '40000' }),
    );

    const answered = createCall(keyRing(), fetch)('POST', '/v1/batches').catch(String);
    await vi.runAllTimersAsync();
    vi.useRealTimers();

    expect(await answered).toContain('Enough for today.');
  });

  it('fails with the sentence of the problem', async () => {
    const { fetch } = network(problem(422, 'This address is not fetched.'));

    const answered = createCall(keyRing(), fetch)('POST', '/v1/prompts');

    await expect(answered).rejects.toMatchObject({
      status: 422,
      message: 'This address is not fetched.',
    });
  });
});
