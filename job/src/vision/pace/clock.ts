import { setTimeout as wait } from 'node:timers/promises';

/** Time as the pacing knows it, so that tests need not wait. */
export type Clock = {
  /** Milliseconds since some moment. */
  now(): number;
  /** Ends after `milliseconds`, or with the signal's reason. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
};

export const SYSTEM_CLOCK: Clock = {
  now: () => performance.now(),
  sleep: async (milliseconds, signal) => {
    try {
      await wait(milliseconds, undefined, { signal });
    } catch {
      // The timer's own AbortError hides who stopped it and why.
      throw signal.reason;
    }
  },
};
