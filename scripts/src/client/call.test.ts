import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { type Api, call, patiently, RefusedError } from './call.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const answer = (status: number, headers: Record<string, string> = {}) =>
  new Response(null, { status, headers });

/** Runs the answers (or errors) in turn, however long that would take; gives back how many were used. */
async function run(steps: (Response | Error)[], api: Partial<Api> = {}) {
  let used = 0;
  const attempt = async () => {
    const step = steps[Math.min(used, steps.length - 1)];
    used += 1;
    if (step instanceof Error) throw step;
    return step ?? answer(500);
  };
  const startedAt = Date.now();
  const running = patiently({ url: 'https://api.example', ...api }, attempt).then(
    (response) => ({ status: response.status, error: undefined }),
    (error: unknown) => ({ status: undefined, error }),
  );
  await vi.runAllTimersAsync();
  return { ...(await running), used, seconds: (Date.now() - startedAt) / 1000 };
}

describe('a call that is made with patience', () => {
  it('is made once where it is answered, whatever the answer', async () => {
    expect(await run([answer(404)])).toMatchObject({ status: 404, used: 1 });
  });

  it('is made again after trouble that passes', async () => {
    const steps = [new TypeError('fetch failed'), answer(503), answer(200)];

    expect(await run(steps)).toMatchObject({ status: 200, used: 3 });
  });

  it('waits as long as it is asked to, however often, and says so', async () => {
    const told: string[] = [];
    const busy = Array.from({ length: 20 }, () => answer(429, { 'retry-after': '60' }));

    const ended = await run([...busy, answer(200)], { tell: (line) => told.push(line) });

    expect(ended).toMatchObject({ status: 200, used: 21, seconds: 20 * 60 });
    expect(told[0]).toBe('The API asks to wait for 60 s …');
  });

  it('does not wait a day', async () => {
    const ended = await run([answer(429, { 'retry-after': '86400' })]);

    expect(ended).toMatchObject({ status: 429, used: 1, seconds: 0 });
  });

  it('is given up after half a minute without an answer, with what is wrong', async () => {
    const cause = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });

    const { error, seconds } = await run([new TypeError('fetch failed', { cause })]);

    expect(error).toBeInstanceOf(RefusedError);
    expect(String(error)).toContain('https://api.example does not answer (ECONNREFUSED)');
    expect(seconds).toBeGreaterThan(30);
    expect(seconds).toBeLessThan(60);
  });

  it('ends with what it is aborted for', async () => {
    const reason = new Error('stopped');
    const signal = AbortSignal.abort(reason);

    expect((await run([new Error('aborted')], { signal })).error).toBe(reason);
  });
});

describe('a refusal', () => {
  afterEach(() => void vi.unstubAllGlobals());

  it("is in the API's own words, with its status", async () => {
    const problem = JSON.stringify({ title: 'Too large', detail: 'Send at most 5 bytes.' });
    vi.stubGlobal('fetch', async () => new Response(problem, { status: 413 }));

    const refused = call({ url: 'https://api.example' }, '/v1/batches', z.unknown());

    await expect(refused).rejects.toMatchObject({
      name: 'RefusedError',
      message: 'Send at most 5 bytes.',
      status: 413,
    });
  });
});
