import type { UserDelegationKey } from '@azure/storage-blob';
import { describe, expect, it } from 'vitest';
import { createDelegationKeyCache } from './delegation-key.ts';

const HOUR_MS = 3_600_000;

function setUp(failures = 0) {
  const calls: Date[] = [];
  const clock = { now: Date.UTC(2026, 0, 1) };
  const request = async (_from: Date, until: Date) => {
    calls.push(until);
    if (calls.length <= failures) throw new Error('403');
    return { value: `key ${calls.length}` } as UserDelegationKey;
  };
  return { calls, clock, key: createDelegationKeyCache(request, () => clock.now) };
}

describe('the user-delegation key', () => {
  it('is asked for once by a thousand callers at a time', async () => {
    const { calls, key } = setUp();

    const keys = await Promise.all(Array.from({ length: 1000 }, key));

    expect(calls).toHaveLength(1);
    expect(new Set(keys).size).toBe(1);
  });

  it('is renewed hours before it expires', async () => {
    const { calls, clock, key } = setUp();
    await key();

    clock.now += 19 * HOUR_MS;
    await key();
    expect(calls).toHaveLength(1);

    clock.now += HOUR_MS;
    expect((await key()).value).toBe('key 2');
  });

  it('is asked for again after a failure', async () => {
    const { key } = setUp(1);

    await expect(key()).rejects.toThrow('403');
    expect((await key()).value).toBe('key 2');
  });
});
