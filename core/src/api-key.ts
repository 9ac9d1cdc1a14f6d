import { createHash, randomBytes } from 'node:crypto';
import * as z from 'zod';
import { DROP_TENANT, isTenantName } from './blob-names.ts';

/** By which people, and scanners for secrets, recognise a key. */
const PREFIX = 'bs_';
/** 256 bits: nobody guesses one, so that a fast hash is enough to keep it. */
const KEY_BYTES = 32;

/** A time without its zone would be another instant on each machine. */
const expirySchema = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })])
  .transform((text) => new Date(text));

/** Who holds a key, and until when; of the key itself only its hash, so that no list gives one away. */
export type ApiKeyEntry = {
  readonly tenant: string;
  /** In lower-case hex. */
  readonly sha256: string;
  /** From this instant on the key is refused. */
  readonly expires?: Date;
};

/** A new key, to be shown once and kept nowhere. */
export function createApiKey(): string {
  return `${PREFIX}${randomBytes(KEY_BYTES).toString('base64url')}`;
}

/** The SHA-256 of a key, in hex. */
export function hashApiKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/** Whether a key may belong to `tenant`: one of the API, or `drop` to read what was dropped. */
export function isKeyTenant(tenant: string): boolean {
  return isTenantName(tenant) || tenant === DROP_TENANT;
}

/** The instant of an ISO 8601 date (its first moment in UTC) or date-time with its zone, or undefined. */
export function readExpiry(text: string): Date | undefined {
  return expirySchema.safeParse(text).data;
}

/** `tenant:sha256` or `tenant:sha256:expires`, which {@link parseApiKeyEntries} reads. */
export function formatApiKeyEntry({ tenant, sha256, expires }: ApiKeyEntry): string {
  return [tenant, sha256, ...(expires ? [expires.toISOString()] : [])].join(':');
}

/**
 * The entries of `text`, separated by commas or white space; none is no error.
 * @throws {Error} with the number of the first wrong entry and what is wrong, and nothing of its text.
 */
export function parseApiKeyEntries(text: string): ApiKeyEntry[] {
  const entries = text
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map(parseEntry);
  const tenants = new Map<string, string>();
  for (const [index, { tenant, sha256 }] of entries.entries()) {
    if ((tenants.get(sha256) ?? tenant) !== tenant) {
      throw wrong(index, 'has the key of another tenant');
    }
    tenants.set(sha256, tenant);
  }
  return entries;
}

function parseEntry(text: string, index: number): ApiKeyEntry {
  const [tenant = '', hash, ...rest] = text.split(':');
  if (hash === undefined) throw wrong(index, 'is not tenant:sha256 or tenant:sha256:expires');
  if (!isKeyTenant(tenant)) throw wrong(index, 'names no tenant: 2 to 32 of a-z, 0-9 and -');
  if (hash.startsWith(PREFIX)) throw wrong(index, 'holds a key where its SHA-256 belongs');
  if (!/^[0-9a-f]{64}$/i.test(hash)) throw wrong(index, 'has no SHA-256 of 64 hex digits');
  const sha256 = hash.toLowerCase();
  if (rest.length === 0) return { tenant, sha256 };
  const expires = readExpiry(rest.join(':'));
  if (!expires) throw wrong(index, 'expires at no ISO 8601 date, or time with its zone');
  return { tenant, sha256, expires };
}

function wrong(index: number, what: string): Error {
  return new Error(`entry ${index + 1} of the API keys ${what}`);
}
