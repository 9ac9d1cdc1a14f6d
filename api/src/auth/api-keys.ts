import { timingSafeEqual } from 'node:crypto';
import { hashApiKey } from '@blobscribe/core/api-key';
import { DROP_TENANT } from '@blobscribe/core/blob-names';
import type { Authenticate } from './caller.ts';
import { createKeyRing, type KeyRingOptions, type KnownKey } from './key-ring.ts';
import { presentedKey, unauthorized } from './presented.ts';

/** How long a revoked key may still work. */
const MAX_AGE_MS = 60_000;
/** How soon a new key works; a flood of bad keys asks the vault no more often. */
const MAX_AGE_OF_REFUSAL_MS = 5_000;

/**
 * Knows callers by their API key, in `X-API-Key` or as a bearer token. A tenant may have several at
 * once, and a change of the list is seen without a restart.
 * @throws as `createKeyRing` does, if there are no keys to begin with.
 */
export async function createApiKeyCheck(options: KeyRingOptions): Promise<Authenticate> {
  const keyRing = await createKeyRing(options);
  const isValid = ({ expires }: KnownKey) => !expires || options.now() < expires.getTime();

  async function find(digest: Buffer, maxAgeMs: number): Promise<KnownKey | undefined> {
    // Every entry is compared, each in constant time: how long it takes tells nothing.
    const found = (await keyRing(maxAgeMs)).filter((key) => timingSafeEqual(key.digest, digest));
    return found.find(isValid) ?? found[0];
  }

  return async (headers) => {
    const key = presentedKey(headers);
    if (key === undefined) throw unauthorized('Send an API key in the header X-API-Key.');
    const digest = Buffer.from(hashApiKey(key), 'hex');
    let found = await find(digest, MAX_AGE_MS);
    if (!found || !isValid(found)) found = await find(digest, MAX_AGE_OF_REFUSAL_MS);
    if (!found) throw unauthorized('This API key is not known.');
    if (!isValid(found)) throw unauthorized('This API key has expired.');
    return { tenant: found.tenant, readsDrop: found.tenant === DROP_TENANT };
  };
}
