/** Quotas are counted by the second. */
export const WINDOW_MS = 1000;

/** The second after a first refusal. */
type Look = { readonly from: number; readonly knownAt: number; released: number; refused: number };

export type Excess = {
  released(at: number): void;
  /** Whether this refusal is the first one since the last verdict, which begins a look. */
  refused(releasedAt: number, now: number): boolean;
  /** How many calls were taken in the second that was looked at: once, when it is known. */
  verdict(now: number): number | undefined;
  looking(): boolean;
};

/**
 * Counts what a service takes once it has refused a call. Whatever the moment at which its own seconds
 * begin, an even stream that lasts for one of them has as many calls taken as the quota holds.
 */
export function createExcess(): Excess {
  let look: Look | undefined;
  /** Calls released before tell of a rate that has fallen since. */
  let judgedAt = Number.NEGATIVE_INFINITY;
  return {
    looking: () => look !== undefined,
    released(at) {
      if (look && at < look.from + WINDOW_MS) look.released += 1;
    },
    refused(releasedAt, now) {
      if (look) {
        if (releasedAt >= look.from && releasedAt < look.from + WINDOW_MS) look.refused += 1;
        return false;
      }
      if (releasedAt < judgedAt) return false;
      // Refusals of the second's last calls take as long to arrive as this one did.
      const knownAt = now + WINDOW_MS + (now - releasedAt);
      look = { from: now, knownAt, released: 0, refused: 0 };
      return true;
    },
    verdict(now) {
      if (!look || now < look.knownAt) return undefined;
      const taken = look.released - look.refused;
      look = undefined;
      judgedAt = now;
      return taken;
    },
  };
}
