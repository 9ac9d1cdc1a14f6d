import type { Clock } from './clock.ts';
import { createTurns } from './turns.ts';

/**
 * How far above its seed the rate may grow: 10, 20 and 30 calls a second have all been documented as
 * the quota, so the seed may be half of what the service allows; beyond that, every doubling would be
 * taken from other executions. https://github.com/MicrosoftDocs/azure-docs/pull/104666
 */
const CEILING = 2;
/** The part of the seed that is added in each second that goes well: ten seconds from half to whole. */
const INCREASE = 0.05;
/** Quotas are counted by the second: what is refused within one of the last halving says the same. */
const WINDOW_MS = 1000;
/** Slower than this and a service that recovers is not noticed for minutes. */
const LEAST_PER_SECOND = 0.1;
/** What may go at once after a pause, in seconds' worth of calls. */
const BURST_SECONDS = 0.25;

export type CallRate = {
  /** Ends when the call may go, with the moment at which it did. */
  turn(signal: AbortSignal): Promise<number>;
  succeeded(): void;
  /** Whether the rate was halved for this one, released at `releasedAt`. */
  throttled(releasedAt: number): boolean;
  /** Nothing goes for so long. */
  pause(milliseconds: number): void;
  perSecond(): number;
};

/** Additive increase, multiplicative decrease; a token bucket that releases calls in their order. */
export function createCallRate(seed: number, clock: Clock): CallRate {
  const least = Math.min(LEAST_PER_SECOND, seed);
  const turns = createTurns();
  let rate = seed;
  let tokens = 1;
  let countedAt = clock.now();
  let pausedUntil = countedAt;
  let halvedAt = Number.NEGATIVE_INFINITY;
  let raisedAt = countedAt;

  /** How long until a whole token is there, at the rate of now. */
  function untilToken(): number {
    const now = clock.now();
    const most = Math.max(1, rate * BURST_SECONDS);
    const from = Math.max(countedAt, Math.min(now, pausedUntil));
    tokens = Math.min(most, tokens + ((now - from) / 1000) * rate);
    countedAt = now;
    const paused = pausedUntil - now;
    // A hair less than a token is a token: sums of fractions never quite reach it.
    const missing = tokens >= 1 - 1e-6 ? 0 : ((1 - tokens) / rate) * 1000;
    return Math.max(paused, missing);
  }

  return {
    async turn(signal) {
      const end = await turns.take(signal);
      try {
        for (let waitMs = untilToken(); waitMs > 0; waitMs = untilToken()) {
          await clock.sleep(waitMs, signal);
        }
        tokens -= 1;
        return clock.now();
      } finally {
        end();
      }
    },
    succeeded() {
      const now = clock.now();
      rate = Math.min(
        seed * CEILING,
        rate + (seed * INCREASE * Math.min(WINDOW_MS, now - raisedAt)) / 1000,
      );
      raisedAt = now;
    },
    throttled(releasedAt) {
      if (releasedAt < halvedAt + WINDOW_MS) return false;
      rate = Math.max(least, rate / 2);
      tokens = Math.min(tokens, 0);
      halvedAt = clock.now();
      return true;
    },
    pause(milliseconds) {
      pausedUntil = Math.max(pausedUntil, clock.now() + milliseconds);
      tokens = Math.min(tokens, 1);
    },
    perSecond: () => rate,
  };
}
