/** What somebody asks for again and again is read from storage once in this time; so old may it be. */
const MAX_AGE_MS = 1_000;
/** A few thousand records. */
const MAX_CHARACTERS = 16 * 1024 * 1024;

export type RecentRecord = { readonly text: string };

export type RecentRecords<Kept extends RecentRecord> = {
  get(key: string): Kept | undefined;
  keep(key: string, record: Kept): void;
  forget(key: string): void;
};

export type RecentLimits = { readonly maxAgeMs: number; readonly maxCharacters: number };

/** Keeps records for a moment, the youngest where not all have room; `now` in milliseconds. */
export function createRecentRecords<Kept extends RecentRecord>(
  now: () => number,
  { maxAgeMs, maxCharacters }: RecentLimits = {
    maxAgeMs: MAX_AGE_MS,
    maxCharacters: MAX_CHARACTERS,
  },
): RecentRecords<Kept> {
  // A Map gives the oldest first.
  const kept = new Map<string, { readonly record: Kept; readonly until: number }>();
  let characters = 0;

  function forget(key: string): void {
    characters -= kept.get(key)?.record.text.length ?? 0;
    kept.delete(key);
  }

  return {
    get(key) {
      const entry = kept.get(key);
      return entry && now() < entry.until ? entry.record : undefined;
    },
    keep(key, record) {
      forget(key);
      kept.set(key, { record, until: now() + maxAgeMs });
      characters += record.text.length;
      for (const [oldest, { until }] of kept) {
        if (characters <= maxCharacters && now() < until) break;
        forget(oldest);
      }
    },
    forget,
  };
}
