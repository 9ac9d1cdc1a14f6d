import type { Clock } from './clock.ts';
import { createExcess } from './excess.ts';
import { createPortion } from './portion.ts';
import { createTurns } from './turns.ts';

/** Slower than this and a service that recovers is not noticed for minutes. */
const LEAST_PER_SECOND = 0.1;
/** What a late timer may be late by and have made up for; also what may go at once after a pause. */
const TOLERANCE_MS = 50;
/** A rate that has changed counts for those who wait already, too: the share is known a moment after the first call. */
const LOOK_MS = 1000;

export type CallRate = {
  /** Ends when the call may go, with the moment at which it did. */
  turn(signal: AbortSignal): Promise<number>;
  succeeded(): void;
  /** Whether this one, released at `releasedAt`, is the first to tell that the rate is too high. */
  throttled(releasedAt: number): boolean;
  /** Nothing goes for so long. */
  pause(milliseconds: number): void;
  perSecond(): number;
};

/**
 * Releases calls in their order, one by one at even distances, at the rate that the service is found to
 * take; `share` says what it is believed to grant to this execution.
 */
export function createCallRate(share: () => number, clock: Clock): CallRate {
  const turns = createTurns();
  const portion = createPortion();
  const excess = createExcess();
  let lastShare = share();
  let lastAt = Number.NEGATIVE_INFINITY;
  let grownAt = clock.now();
  let pausedUntil = grownAt;
  /** What nobody asked for was not granted either: a rate that is not used does not grow. */
  let isUsed = false;

  function perSecond(): number {
    const present = share();
    if (present !== lastShare) portion.rescale(present / lastShare);
    lastShare = present;
    return present * portion.value();
  }

  const nextAt = () => Math.max(pausedUntil, lastAt + 1000 / perSecond());

  function judge(now: number): void {
    const taken = excess.verdict(now);
    if (taken === undefined) return;
    portion.fall(taken / share(), Math.min(1, LEAST_PER_SECOND / share()));
    grownAt = now;
  }

  function untilNext(): number {
    judge(clock.now());
    return nextAt() - clock.now();
  }

  return {
    async turn(signal) {
      const end = await turns.take(signal);
      try {
        isUsed = nextAt() > clock.now();
        for (let waitMs = untilNext(); waitMs > 0; waitMs = untilNext()) {
          await clock.sleep(Math.min(waitMs, LOOK_MS), signal);
        }
        const now = clock.now();
        if (!isUsed) grownAt = now;
        lastAt = Math.max(nextAt(), now - TOLERANCE_MS);
        excess.released(now);
        return now;
      } finally {
        end();
      }
    },
    succeeded() {
      const now = clock.now();
      judge(now);
      if (isUsed && !excess.looking()) portion.grow(Math.max(0, now - grownAt) / 1000);
      grownAt = Math.max(grownAt, now);
    },
    throttled(releasedAt) {
      const now = clock.now();
      judge(now);
      return excess.refused(releasedAt, now, perSecond());
    },
    pause(milliseconds) {
      pausedUntil = Math.max(pausedUntil, clock.now() + milliseconds);
      grownAt = Math.max(grownAt, pausedUntil);
    },
    perSecond,
  };
}
