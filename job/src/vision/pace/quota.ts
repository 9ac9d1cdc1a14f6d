import { withDeadline } from '@blobscribe/core/deadline';
import type { Log } from '@blobscribe/core/log';
import { type Clock, SYSTEM_CLOCK } from './clock.ts';
import type { RollCall } from './roll-call.ts';

/** Of a call or two of the storage each time; an execution that joins is known to all after it. */
const COUNT_MS = 4_000;
/** How many are supposed to share until they were counted: as many as a usual deployment has. */
const UNCOUNTED = 4;

/** What a service grants to all executions together, of which this one has its share. */
export type Quota = {
  /** Calls a second. */
  share(): number;
  /** While `work` goes on this execution is one of those who share. */
  during<T>(work: () => Promise<T>): Promise<T>;
  /** The others have its share from now on. Never throws. */
  close(): Promise<void>;
};

export type QuotaOptions = {
  /** What the service is believed to grant to all together. */
  readonly perSecond: number;
  readonly rollCall: RollCall;
  readonly log: Log;
  readonly clock?: Clock;
};

/** Counts those who share while this one does; where that fails, the last count stands. */
export function createQuota(options: QuotaOptions): Quota {
  const { perSecond, rollCall, log, clock = SYSTEM_CLOCK } = options;
  const closing = new AbortController();
  let executions = UNCOUNTED;
  let users = 0;
  let counting: Promise<void> | undefined;
  let isFailing = false;

  async function countWhileUsed(): Promise<void> {
    try {
      while (users > 0) {
        await count();
        await clock.sleep(COUNT_MS, closing.signal);
      }
    } catch (error) {
      if (error !== closing.signal.reason) throw error;
    } finally {
      counting = undefined;
    }
  }

  async function count(): Promise<void> {
    try {
      const what = 'counting the executions';
      executions = await withDeadline(what, COUNT_MS, rollCall.answer, closing.signal);
      isFailing = false;
    } catch (error) {
      closing.signal.throwIfAborted();
      if (!isFailing) log.warn('executions-not-counted', { error });
      isFailing = true;
    }
  }

  return {
    share: () => perSecond / executions,
    async during(work) {
      users += 1;
      counting ??= countWhileUsed();
      try {
        return await work();
      } finally {
        users -= 1;
      }
    },
    async close() {
      closing.abort(new Error('the execution ends'));
      await counting;
      const leave = () => withDeadline('leaving the others', COUNT_MS, rollCall.leave);
      await leave().catch((error) => log.warn('executions-not-counted', { error }));
    },
  };
}
