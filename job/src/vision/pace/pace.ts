import { DeadlineError, withDeadline } from '@blobscribe/core/deadline';
import type { Log } from '@blobscribe/core/log';
import { createAccessGate } from './access-gate.ts';
import { AccessDenied, TransientError } from './call-errors.ts';
import { createCallRate } from './call-rate.ts';
import { type Clock, SYSTEM_CLOCK } from './clock.ts';
import { WINDOW_MS } from './excess.ts';
import { createPatience } from './patience.ts';
import type { Quota } from './quota.ts';

/** The services' slow answers take a few seconds; a call that takes longer has been lost. */
const CALL_DEADLINE_MS = 30_000;

type Call<T> = (signal: AbortSignal) => Promise<T>;

export type PacerOptions = {
  /** What the service is believed to grant; the rate adapts from there. */
  readonly quota: Quota;
  readonly log: Log;
  readonly clock?: Clock;
  /** In the network's time, whatever the clock. */
  readonly callDeadlineMs?: number;
};

export type Pacer = {
  /**
   * Makes `call` when its turn has come, and again, in its turn, after a {@link TransientError} or
   * {@link AccessDenied}; any other error of it is passed on.
   * @throws {VisionUnavailable} when access stays denied, the signal's reason when that aborts, and a
   * plain Error when trouble lasts longer than an image can wait here.
   */
  run<T>(signal: AbortSignal, call: Call<T>): Promise<T>;
};

/** All calls of one service go through one pacer: it finds the rate that the service takes. */
export function createPacer(options: PacerOptions): Pacer {
  const { quota, log, clock = SYSTEM_CLOCK } = options;
  const { callDeadlineMs = CALL_DEADLINE_MS } = options;
  const rate = createCallRate(quota.share, clock);
  const gate = createAccessGate(clock, log);

  async function attempt<T>(signal: AbortSignal, call: Call<T>): Promise<T> {
    const pass = await gate.enter(signal);
    try {
      const releasedAt = await rate.turn(signal);
      if (!pass.valid()) return await attempt(signal, call);
      try {
        const value = await withDeadline('the vision call', callDeadlineMs, call, signal);
        rate.succeeded();
        gate.admitted();
        return value;
      } catch (error) {
        signal.throwIfAborted();
        const known =
          error instanceof DeadlineError ? new TransientError('trouble', error.message) : error;
        learn(known, releasedAt);
        throw known;
      }
    } finally {
      pass.leave();
    }
  }

  /** What a failed call tells about the calls to come. */
  function learn(error: unknown, releasedAt: number): void {
    if (error instanceof AccessDenied) {
      gate.denied(error);
      return;
    }
    const kind = error instanceof TransientError ? error.kind : undefined;
    if (kind === 'throttled' && rate.throttled(releasedAt)) {
      log.info('vision-throttled', { ratePerSecond: rate.perSecond() });
    }
    // Trouble may come from something in between, which knows nothing of access.
    if (kind !== 'trouble') gate.admitted();
  }

  async function persist<T>(signal: AbortSignal, call: Call<T>): Promise<T> {
    const patience = createPatience(clock);
    for (;;) {
      try {
        return await attempt(signal, call);
      } catch (error) {
        if (error instanceof AccessDenied) continue;
        if (!(error instanceof TransientError)) throw error;
        const waitMs = patience.waitAfter(error);
        const { kind, retryAfterMs = 0 } = error;
        if (kind !== 'throttled') log.warn('vision-troubled', { error, waitMs });
        // Who is asked to come back later speaks for all: they share the quota. A second only says that
        // it is counted by the second; what the others make of that is the rate.
        if (kind === 'throttled' && retryAfterMs > WINDOW_MS) rate.pause(waitMs);
        else await clock.sleep(waitMs, signal);
      }
    }
  }

  return { run: (signal, call) => quota.during(() => persist(signal, call)) };
}
