/** Quotas are counted by the second. */
export const WINDOW_MS = 1000;
/** Of fewer calls the part that was taken would be chance. */
const FEWEST_CALLS = 5;

/** The seconds after a first refusal. */
type Look = {
  readonly from: number;
  readonly until: number;
  readonly knownAt: number;
  released: number;
  refused: number;
};

export type Excess = {
  released(at: number): void;
  /** Whether this refusal, of a rate in calls a second, is the first since the last verdict. */
  refused(releasedAt: number, now: number, perSecond: number): boolean;
  /** How many calls a second were taken since a first refusal: once, when it is known. */
  verdict(now: number): number | undefined;
  looking(): boolean;
};

/**
 * Counts what a service takes once it has refused a call, for a second or for as many as it takes to make
 * some calls. Whatever the moment at which the service's own seconds begin, an even stream that lasts for
 * whole ones has as many calls taken as the quota holds.
 */
export function createExcess(): Excess {
  let look: Look | undefined;
  /** Calls released before tell of a rate that has fallen since. */
  let judgedAt = Number.NEGATIVE_INFINITY;
  return {
    looking: () => look !== undefined,
    released(at) {
      if (look && at < look.until) look.released += 1;
    },
    refused(releasedAt, now, perSecond) {
      if (look) {
        if (releasedAt >= look.from && releasedAt < look.until) look.refused += 1;
        return false;
      }
      if (releasedAt < judgedAt) return false;
      const until = now + Math.ceil(FEWEST_CALLS / perSecond) * WINDOW_MS;
      // Refusals of the last calls take as long to arrive as this one did.
      const knownAt = until + (now - releasedAt);
      look = { from: now, until, knownAt, released: 0, refused: 0 };
      return true;
    },
    verdict(now) {
      if (!look || now < look.knownAt) return undefined;
      const { from, until, released, refused } = look;
      look = undefined;
      judgedAt = now;
      return ((released - refused) * 1000) / (until - from);
    },
  };
}
