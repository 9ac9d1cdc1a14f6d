import { parseApiKeyEntries } from '@blobscribe/core/api-key';
import { withDeadline } from '@blobscribe/core/deadline';
import type { Log } from '@blobscribe/core/log';

/** Requests wait for a reload: a vault that hangs may not hold them longer than this. */
const RELOAD_DEADLINE_MS = 3_000;

export type KnownKey = {
  readonly tenant: string;
  readonly digest: Buffer;
  readonly expires?: Date;
};

export type KeyRingOptions = {
  /** Gives the text that `parseApiKeyEntries` reads. */
  readonly load: () => Promise<string>;
  readonly log: Pick<Log, 'warn'>;
  /** In milliseconds, as `Date.now` gives it. */
  readonly now: () => number;
};

/** The keys as they were at most `maxAgeMs` ago, or the last that could be had. */
export type KeyRing = (maxAgeMs: number) => Promise<readonly KnownKey[]>;

/**
 * The keys of a list that changes: one load at a time, and one that fails leaves the keys as they were
 * (`api-keys-not-reloaded`), since an outage of the vault must not be one of the API.
 * @throws whatever the first load throws, or an Error if its list is malformed or empty.
 */
export async function createKeyRing({ load, log, now }: KeyRingOptions): Promise<KeyRing> {
  let askedAt = now();
  let keys = parse(await load());
  // Only here: a list that is emptied later means that all its keys are revoked.
  if (keys.length === 0) {
    throw new Error('API_KEYS holds no key: put there what `blobscribe keys create` prints');
  }
  let loading: Promise<void> | undefined;

  async function reload(): Promise<void> {
    const startedAt = now();
    try {
      keys = parse(await withDeadline('loading the API keys', RELOAD_DEADLINE_MS, load));
    } catch (error) {
      log.warn('api-keys-not-reloaded', { error });
    } finally {
      askedAt = startedAt;
      loading = undefined;
    }
  }

  return async (maxAgeMs) => {
    if (now() - askedAt >= maxAgeMs) {
      loading ??= reload();
      await loading;
    }
    return keys;
  };
}

function parse(text: string): KnownKey[] {
  return parseApiKeyEntries(text).map(({ sha256, ...entry }) => ({
    ...entry,
    digest: Buffer.from(sha256, 'hex'),
  }));
}
