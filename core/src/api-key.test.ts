import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ApiKeyEntry,
  createApiKey,
  formatApiKeyEntry,
  hashApiKey,
  parseApiKeyEntries,
} from './api-key.ts';

const HASH = hashApiKey('bs_something');

/** Any UTF-16, well formed or not. */
const codeUnits = fc
  .array(fc.integer({ min: 0, max: 0xffff }))
  .map((units) => String.fromCharCode(...units));

/** Any entry that can be written down; the hash of the key `seed`, so that no two tenants share one. */
const entry = fc
  .record({
    tenant: fc.oneof(fc.constant('drop'), fc.stringMatching(/^[a-z0-9][a-z0-9-]{1,31}$/)),
    expires: fc.option(
      fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true }),
    ),
    seed: fc.nat(),
  })
  .map(
    ({ tenant, expires, seed }): ApiKeyEntry => ({
      tenant,
      sha256: hashApiKey(`${tenant} ${seed}`),
      ...(expires ? { expires } : {}),
    }),
  );

describe('an API key', () => {
  it('is 32 random bytes that say whose they are', () => {
    const keys = new Set(Array.from({ length: 100 }, createApiKey));

    expect(keys.size).toBe(100);
    for (const key of keys) expect(key).toMatch(/^bs_[A-Za-z0-9_-]{43}$/);
  });

  it('is hashed as sha256sum does it', () => {
    expect(hashApiKey('abc')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });
});

describe('the list of API keys', () => {
  it.each([', ', '\n', ' \t ', ',,'])('reads back what was written, separated by %j', (gap) => {
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        expect(parseApiKeyEntries(entries.map(formatApiKeyEntry).join(gap))).toEqual(entries);
      }),
      { numRuns: 30 },
    );
  });

  it('fails on arbitrary text only by saying which entry is wrong', () => {
    const part = fc.oneof(codeUnits, fc.constantFrom(':', 'acme', HASH, ',', ' '));
    const text = fc.array(part).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (list) => {
        try {
          parseApiKeyEntries(list);
        } catch (error) {
          expect(String(error)).toMatch(/^Error: entry \d+ of the API keys [a-zA-Z0-9 ,:-]+$/);
          expect(String(error)).not.toContain(HASH);
        }
      }),
    );
  });

  it('takes upper-case hex, dates, and times of any zone', () => {
    expect(parseApiKeyEntries(`acme:${HASH.toUpperCase()}:2027-01-01`)).toEqual([
      { tenant: 'acme', sha256: HASH, expires: new Date('2027-01-01T00:00:00Z') },
    ]);
    expect(parseApiKeyEntries(`drop:${HASH}:2027-01-01T02:00:00+02:00`)).toEqual([
      { tenant: 'drop', sha256: HASH, expires: new Date('2027-01-01T00:00:00Z') },
    ]);
  });

  it.each([
    ['no colon', HASH, /entry 1 .*tenant:sha256/],
    ['no such tenant', `ok:${HASH} A_B:${HASH}`, /entry 2 .*names no tenant/],
    ['a hash too short', 'acme:abc', /64 hex digits/],
    ['a whole key', `acme:${createApiKey()}`, /holds a key/],
    ['a day that is not', `acme:${HASH}:2027-02-30`, /ISO 8601/],
    ['a time of no zone', `acme:${HASH}:2027-02-03T10:00:00`, /ISO 8601/],
    ['a key of two tenants', `acme:${HASH} other:${HASH}`, /entry 2 .*another tenant/],
  ])('refuses %s, and says nothing of hash or key', (_, text, what) => {
    expect(() => parseApiKeyEntries(text)).toThrow(what);
    expect(() => parseApiKeyEntries(text)).not.toThrow(/bs_|[0-9a-f]{64}/);
  });
});
