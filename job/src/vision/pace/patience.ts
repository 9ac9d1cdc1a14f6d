import type { TransientError, TransientKind } from './call-errors.ts';
import type { Clock } from './clock.ts';

/** For how long one image is asked for again, since its first failure of that kind. */
const PATIENCE_MS: Readonly<Record<TransientKind, number>> = {
  throttled: 300_000,
  trouble: 90_000,
  nonsense: 90_000,
};
/** What was useless and paid for may be so always: it is asked for only once more. */
const MOST_NONSENSE = 1;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
/** A service that asks for an hour is looked at again after a minute. */
const LONGEST_RETRY_AFTER_MS = 60_000;
const JITTER = 0.1;

export type Patience = {
  /**
   * How long to wait before the next try after `error`.
   * @throws {Error} when this image has waited long enough.
   */
  waitAfter(error: TransientError): number;
};

/** The patience with one image. */
export function createPatience(clock: Clock): Patience {
  const since = new Map<TransientKind, number>();
  let failures = 0;
  let nonsense = 0;
  return {
    waitAfter(error) {
      const now = clock.now();
      const first = since.get(error.kind) ?? now;
      since.set(error.kind, first);
      const waitMs = askedWait(error) ?? backOff(failures);
      failures += 1;
      if (error.kind === 'nonsense') nonsense += 1;
      const patientUntil = first + PATIENCE_MS[error.kind];
      if (nonsense > MOST_NONSENSE || now + waitMs > patientUntil) {
        const seconds = Math.round((now - first) / 1000);
        throw new Error(`gave up after ${seconds} s: ${error.message}`, { cause: error });
      }
      return waitMs;
    },
  };
}

/** What the service asks for, within reason; later by a little, so that not all come back at once. */
function askedWait({ retryAfterMs }: TransientError): number | undefined {
  if (retryAfterMs === undefined) return undefined;
  return Math.min(LONGEST_RETRY_AFTER_MS, retryAfterMs * (1 + JITTER * Math.random()));
}

function backOff(failures: number): number {
  const most = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures);
  return most * (0.5 + Math.random() / 2);
}
