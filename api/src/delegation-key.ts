const HOUR_MS = 3_600_000;
/** Asked for a day (the most is seven), renewed early, so that a URL never outlives its key. */
const KEY_LIFE_MS = 24 * HOUR_MS;
const RENEW_AFTER = 0.8;
/** Clocks of clients and servers differ by up to 15 minutes. */
const SKEW_MS = HOUR_MS / 4;

/**
 * Gives the account's user-delegation key, or what was made of it, asking for it once however many
 * callers wait: uncached keys are throttled at about 840 a minute. A failed request is not kept.
 */
export function createDelegationKeyCache<Key>(
  requestKey: (from: Date, until: Date) => Promise<Key>,
  now: () => number,
): () => Promise<Key> {
  let cached: Promise<Key> | undefined;
  let renewAt = 0;

  return function delegationKey() {
    if (cached && now() < renewAt) return cached;
    const from = new Date(now() - SKEW_MS);
    const until = new Date(now() + KEY_LIFE_MS);
    renewAt = now() + KEY_LIFE_MS * RENEW_AFTER;
    const request = requestKey(from, until);
    cached = request;
    request.catch(() => {
      if (cached === request) cached = undefined;
    });
    return request;
  };
}
