import type { Log } from '@blobscribe/core/log';
import { VisionUnavailable } from '../vision.ts';
import type { AccessDenied } from './call-errors.ts';
import type { Clock } from './clock.ts';
import { createTurns } from './turns.ts';

/** A role assignment arrives within this, or somebody has to look. */
const PATIENCE_MS = 300_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

/** From a first denial until the service answers, or until patience ends. */
type Closure = {
  readonly since: number;
  waitMs: number;
  probeAt: number;
  verdict?: VisionUnavailable;
};

export type Pass = {
  /** Whether the call may still go: the gate may have closed while it waited for its turn. */
  valid(): boolean;
  /** To be called when the call is over. */
  leave(): void;
};

export type AccessGate = {
  /** Ends when a call may go: at once, or as the one probe. */
  enter(signal: AbortSignal): Promise<Pass>;
  admitted(): void;
  /** @throws {VisionUnavailable} when patience with the service is over. */
  denied(error: AccessDenied): void;
};

/** Holds all calls back while the service denies access, but for one at a time that tries. */
export function createAccessGate(clock: Clock, log: Log): AccessGate {
  const turns = createTurns();
  let closure: Closure | undefined;
  const free: Pass = { valid: () => closure === undefined, leave: () => {} };

  const gate: AccessGate = {
    async enter(signal) {
      const entered = closure;
      if (!entered) return free;
      const end = await turns.take(signal);
      try {
        while (closure === entered && clock.now() < entered.probeAt) {
          await clock.sleep(entered.probeAt - clock.now(), signal);
        }
        // All who waited for this closure hear its verdict; who comes later tries anew.
        if (entered.verdict) throw entered.verdict;
      } catch (error) {
        end();
        throw error;
      }
      if (closure === entered) return { valid: () => true, leave: end };
      end();
      return closure ? gate.enter(signal) : free;
    },
    admitted() {
      if (closure) log.info('vision-admitted', { afterMs: clock.now() - closure.since });
      closure = undefined;
    },
    denied(error) {
      const now = clock.now();
      if (!closure) {
        log.warn('vision-denied', { error });
        closure = { since: now, waitMs: FIRST_WAIT_MS, probeAt: now + FIRST_WAIT_MS };
        return;
      }
      const patientUntil = closure.since + PATIENCE_MS;
      if (now >= patientUntil) {
        const minutes = PATIENCE_MS / 60_000;
        const message = `${error.message} Denied for ${minutes} minutes.`;
        closure.verdict = new VisionUnavailable(message, { cause: error });
        const { verdict } = closure;
        closure = undefined;
        throw verdict;
      }
      // Of several that were under way, only those sent as a probe make the wait longer.
      if (now < closure.probeAt) return;
      closure.waitMs = Math.min(LONGEST_WAIT_MS, closure.waitMs * 2);
      closure.probeAt = Math.min(patientUntil, now + closure.waitMs);
    },
  };
  return gate;
}
