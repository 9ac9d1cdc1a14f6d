import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AzuriteFixture, azuriteFixture } from '../../test/support/azurite.ts';
import { createIdempotency } from './idempotency.ts';

const HOUR_MS = 3_600_000;

let azurite: AzuriteFixture;

beforeAll(async () => {
  azurite = await azuriteFixture();
});

afterAll(() => azurite.stop());

function setUp(key: string | undefined) {
  const clock = { now: Date.UTC(2026, 0, 1) };
  const { claim, likelyId } = createIdempotency(azurite.storage, () => clock.now);
  const sending = { tenant: 'acme', route: 'POST /v1/uploads', key };
  return { clock, sending, claim, likelyId };
}

describe('a claim', () => {
  it('holds for a day, and then a new request may have the key', async () => {
    const { clock, sending, claim } = setUp('a day');
    const first = await claim(sending, 'one');

    clock.now += 23 * HOUR_MS;
    expect(await claim(sending, 'one')).toEqual({ id: first.id, isReplay: true });
    await expect(claim(sending, 'two')).rejects.toMatchObject({ type: 'idempotency-key-reused' });

    clock.now += 2 * HOUR_MS;
    const second = await claim(sending, 'two');
    expect(second.isReplay).toBe(false);
    expect(second.id).not.toBe(first.id);
    expect(await claim(sending, 'two')).toEqual({ id: second.id, isReplay: true });
  });

  it('has one winner among many after a day, too', async () => {
    const { clock, sending, claim } = setUp('many');
    await claim(sending, 'one');
    clock.now += 25 * HOUR_MS;

    const claims = await Promise.all(Array.from({ length: 10 }, () => claim(sending, 'two')));

    expect(claims.filter(({ isReplay }) => !isReplay)).toHaveLength(1);
    expect(new Set(claims.map(({ id }) => id)).size).toBe(1);
  });

  it('is known before it is made again', async () => {
    const { sending, claim, likelyId } = setUp('likely');
    const guess = await likelyId(sending);

    const { id } = await claim(sending, 'one', guess);

    expect(id).toBe(guess);
    expect(await likelyId(sending)).toBe(guess);
  });

  it("is nobody else's", async () => {
    const { sending, claim } = setUp('shared');
    const first = await claim(sending, 'one');

    const other = await claim({ ...sending, tenant: 'other' }, 'two');

    expect(other).toMatchObject({ isReplay: false });
    expect(other.id).not.toBe(first.id);
  });

  it('is new each time without a key', async () => {
    const { sending, claim } = setUp(undefined);

    expect((await claim(sending, 'one')).id).not.toBe((await claim(sending, 'one')).id);
  });
});
