import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createQuotas, rateLimitHeaders } from './quotas.ts';

const LIMITS = { requests: 3, 'open-uploads': 100, images: 10 };

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

describe('a quota', () => {
  it('tells what is left and when it is whole again', async () => {
    const { spend } = createQuotas(LIMITS);

    const first = await spend('acme', 'requests', 1);
    vi.advanceTimersByTime(20_500);
    const second = await spend('acme', 'requests', 1);

    expect(first).toMatchObject({ limit: 3, windowSeconds: 60, remaining: 2, resetSeconds: 60 });
    expect(second).toMatchObject({ remaining: 1, resetSeconds: 40 });
  });

  it('refuses what is over, saying which limit, how much and when again', async () => {
    const { spend } = createQuotas(LIMITS);
    await spend('acme', 'requests', 3);
    vi.advanceTimersByTime(59_999);

    await expect(spend('acme', 'requests', 1)).rejects.toMatchObject({
      type: 'rate-limited',
      message: 'A tenant may have 3 requests a minute. 1 asked for, 0 left: try again in 1 s.',
      headers: {
        'Retry-After': '1',
        'RateLimit-Policy': '"requests";q=3;w=60',
        RateLimit: '"requests";r=0;t=1',
      },
    });
    vi.advanceTimersByTime(1);
    expect(await spend('acme', 'requests', 1)).toMatchObject({ remaining: 2 });
  });

  it.each([
    ['requests', 60],
    ['open-uploads', 900],
    ['images', 86_400],
  ] as const)('of %s is whole again after %d s', async (name, seconds) => {
    const { spend } = createQuotas(LIMITS);
    await spend('acme', name, LIMITS[name]);

    vi.advanceTimersByTime(seconds * 1000 - 1);
    await expect(spend('acme', name, 1)).rejects.toMatchObject({ type: 'rate-limited' });
    vi.advanceTimersByTime(1);
    await spend('acme', name, LIMITS[name]);
  });

  it('gives a batch all or nothing', async () => {
    const { spend } = createQuotas(LIMITS);
    await spend('acme', 'images', 4);

    await expect(spend('acme', 'images', 7)).rejects.toThrow(/7 asked for, 6 left/);
    expect(await spend('acme', 'images', 6)).toMatchObject({ remaining: 0 });
  });

  it('tells a batch that never fits to be smaller', async () => {
    const { spend } = createQuotas(LIMITS);

    await expect(spend('acme', 'images', 11)).rejects.toThrow(/11 at once never fit/);
    expect(await spend('acme', 'images', 10)).toMatchObject({ remaining: 0 });
  });

  it('is of one tenant and one kind', async () => {
    const { spend } = createQuotas(LIMITS);
    await spend('acme', 'requests', 3);

    expect(await spend('other', 'requests', 1)).toMatchObject({ remaining: 2 });
    expect(await spend('acme', 'images', 1)).toMatchObject({ remaining: 9 });
  });

  it('never gives more than its limit, and what it gave and has left is the limit', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 60 })), async (counts) => {
        const { spend } = createQuotas(LIMITS);
        const given = await Promise.all(
          counts.map((count) =>
            spend('acme', 'open-uploads', count).then(
              () => count,
              () => 0,
            ),
          ),
        );
        const sum = given.reduce((total, count) => total + count, 0);
        const left = await spend('acme', 'open-uploads', 0);

        expect(left?.remaining).toBe(100 - sum);
      }),
    );
  });

  it('forgets a tenant when the window ends', async () => {
    const { spend } = createQuotas(LIMITS);
    for (let index = 0; index < 100; index += 1) await spend(`tenant-${index}`, 'requests', 1);
    expect(vi.getTimerCount()).toBe(100);

    vi.advanceTimersByTime(60_000);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('counts nothing without limits', async () => {
    const { spend } = createQuotas(undefined);

    expect(await spend('local', 'images', 1_000_000)).toBeUndefined();
  });

  it('is written as the draft of RateLimit headers does', () => {
    const state = { name: 'requests', limit: 600, windowSeconds: 60 } as const;

    expect(rateLimitHeaders({ ...state, remaining: 599, resetSeconds: 60 })).toEqual({
      'RateLimit-Policy': '"requests";q=600;w=60',
      RateLimit: '"requests";r=599;t=60',
    });
  });
});
