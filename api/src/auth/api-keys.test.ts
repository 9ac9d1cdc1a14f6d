import { inspect } from 'node:util';
import { createApiKey, hashApiKey } from '@blobscribe/core/api-key';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createApiKeyCheck } from './api-keys.ts';

const [FIRST, SECOND, OTHER, DROPS, EXPIRED] = Array.from({ length: 5 }, createApiKey);
const START = Date.parse('2026-11-26T00:00:00Z');

const entry = (tenant: string, key: string | undefined, expires = '') =>
  `${tenant}:${hashApiKey(String(key))}${expires && `:${expires}`}`;
const LIST = [
  entry('acme', FIRST),
  entry('acme', SECOND, '2026-11-27'),
  entry('other', OTHER),
  entry('drop', DROPS),
  entry('acme', EXPIRED, '2026-11-26'),
].join(' ');

const keyed = (key = '') => new Headers({ 'x-api-key': key });

/** A check over a list that the test changes, at a time that the test moves. */
async function bench(text = LIST) {
  const state = {
    text,
    time: START,
    loads: 0,
    fails: false,
    hangs: false,
    logged: [] as unknown[],
  };
  const warn = (...line: unknown[]) => void state.logged.push(inspect(line));
  const check = await createApiKeyCheck({
    load: async () => {
      state.loads += 1;
      if (state.hangs) await new Promise(() => {});
      if (state.fails) throw new Error('the vault is down');
      return state.text;
    },
    log: { warn },
    now: () => state.time,
  });
  return { check, state };
}

function refusal(detail: RegExp) {
  return {
    type: 'unauthorized',
    message: expect.stringMatching(detail),
    headers: { 'WWW-Authenticate': 'Bearer' },
  };
}

describe('an API key', () => {
  it('leads to its tenant, and each of several does', async () => {
    const { check } = await bench();

    expect(await check(keyed(FIRST))).toEqual({ tenant: 'acme', readsDrop: false });
    expect(await check(keyed(SECOND))).toEqual({ tenant: 'acme', readsDrop: false });
    expect(await check(keyed(OTHER))).toEqual({ tenant: 'other', readsDrop: false });
    expect(await check(keyed(DROPS))).toEqual({ tenant: 'drop', readsDrop: true });
  });

  it('may come as a bearer token', async () => {
    const { check } = await bench();

    const caller = await check(new Headers({ authorization: `bearer ${OTHER}` }));
    expect(caller.tenant).toBe('other');
  });

  it('is missed and refused with a challenge', async () => {
    const { check } = await bench();

    await expect(check(new Headers())).rejects.toMatchObject(refusal(/X-API-Key/));
    await expect(check(keyed(`${FIRST}x`))).rejects.toMatchObject(refusal(/not known/));
    await expect(check(keyed(hashApiKey(String(FIRST))))).rejects.toMatchObject(refusal(/known/));
  });

  it('works until the instant of its expiry, and the refusal says so', async () => {
    const { check, state } = await bench();
    state.time = Date.parse('2026-11-27') - 1;
    await check(keyed(SECOND));
    state.time += 1;

    await expect(check(keyed(SECOND))).rejects.toMatchObject(refusal(/expired/));
    await expect(check(keyed(EXPIRED))).rejects.toMatchObject(refusal(/expired/));
  });

  it('is nothing that arbitrary headers hold', async () => {
    const { check } = await bench();
    const text = fc.string({
      unit: fc.integer({ min: 32, max: 255 }).map((code) => String.fromCharCode(code)),
    });
    const prefixed = fc.tuple(fc.constantFrom('', 'Bearer ', 'Basic ', 'bs_'), text);

    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('x-api-key', 'authorization'),
        prefixed,
        async (name, value) => {
          const headers = new Headers({ [name]: value.join('') });
          await expect(check(headers)).rejects.toMatchObject(refusal(/./));
        },
      ),
    );
  });
});

describe('the list of keys', () => {
  it('must hold a key at the start, and its source must answer', async () => {
    await expect(bench(' ')).rejects.toThrow(/API_KEYS holds no key/);
    await expect(bench('acme')).rejects.toThrow(/entry 1/);
    const load = () => Promise.reject(new Error('the vault is down'));
    const log = { warn: () => {} };
    await expect(createApiKeyCheck({ load, log, now: Date.now })).rejects.toThrow(/vault is down/);
  });

  it('is asked for an unknown key after 5 s, and no more often in a flood of them', async () => {
    const { check, state } = await bench(entry('acme', FIRST));
    state.text = LIST;

    state.time += 4_999;
    await expect(check(keyed(OTHER))).rejects.toMatchObject(refusal(/not known/));
    expect(state.loads).toBe(1);

    state.time += 1;
    const flood = Array.from({ length: 50 }, () => check(keyed('bs_bad')).catch(() => {}));
    await Promise.all([check(keyed(OTHER)), ...flood]);
    await expect(check(keyed('bs_bad'))).rejects.toMatchObject(refusal(/not known/));
    expect(state.loads).toBe(2);
  });

  it('lets a revoked key work for less than a minute', async () => {
    const { check, state } = await bench();
    state.text = entry('other', OTHER);

    state.time += 59_999;
    await check(keyed(FIRST));
    state.time += 1;

    await expect(check(keyed(FIRST))).rejects.toMatchObject(refusal(/not known/));
  });

  it('takes a later expiry of an expired key', async () => {
    const { check, state } = await bench();
    state.text = `${LIST},${entry('acme', EXPIRED, '2027-01-01')}`;
    state.time += 5_000;

    expect((await check(keyed(EXPIRED))).tenant).toBe('acme');
  });

  it('stays as it was while its source fails or holds nonsense, and the log says why', async () => {
    const { check, state } = await bench();

    state.fails = true;
    state.time += 60_000;
    await check(keyed(FIRST));
    Object.assign(state, { fails: false, text: `acme:${FIRST}` });
    state.time += 60_000;
    await check(keyed(FIRST));

    expect(state.logged).toEqual([
      expect.stringContaining('api-keys-not-reloaded'),
      expect.stringContaining('api-keys-not-reloaded'),
    ]);
    expect(String(state.logged)).not.toContain('bs_');
  });

  it('holds no request longer than 3 s when its source hangs', async () => {
    const { check, state } = await bench();
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    state.hangs = true;
    state.time += 60_000;

    const checks = Promise.all([check(keyed(FIRST)), check(keyed(OTHER))]);
    await vi.advanceTimersByTimeAsync(3_000);

    expect(await checks).toMatchObject([{ tenant: 'acme' }, { tenant: 'other' }]);
    expect(state.loads).toBe(2);
    expect(state.logged).toEqual([expect.stringContaining('DeadlineError')]);
  });

  it('that is emptied revokes all', async () => {
    const { check, state } = await bench();
    state.text = '';
    state.time += 60_000;

    await expect(check(keyed(FIRST))).rejects.toMatchObject(refusal(/not known/));
  });
});
