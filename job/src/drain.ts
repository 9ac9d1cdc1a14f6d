import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceBusReceivedMessage, ServiceBusReceiver } from '@azure/service-bus';
import { withDeadline } from '@blobscribe/core/deadline';
import type { Log } from '@blobscribe/core/log';
import { CLOSE_LINK_MS } from './deadlines.ts';
import { keepLocked } from './keep-locked.ts';

/** How often it is asked whether to go on; also the most that an execution outlives its end by. */
const LOOK_MS = 50;

export type DrainOptions = {
  /** Has reached the queue, so that lingering begins when messages can come; renews no locks itself: see `keepLocked`. */
  readonly receiver: ServiceBusReceiver;
  /** How long a lock of the queue lasts. */
  readonly lockMs: number;
  /** Messages in work at a time. */
  readonly concurrency: number;
  /** How long to wait for more once nothing is in work. */
  readonly lingerMs: number;
  /** When to stop receiving, whatever still arrives. */
  readonly runMs: number;
  /** Stops receiving at once; those in work have `graceMs` to end. */
  readonly stop: AbortSignal;
  readonly graceMs: number;
  /** Works on one message and settles it; `cut` aborts when there is no more time. */
  readonly work: (message: ServiceBusReceivedMessage, cut: AbortSignal) => Promise<void>;
  readonly log: Log;
};

/**
 * Receives until nothing has come for `lingerMs`, the run is over or a stop is asked for, then ends
 * what is in work. Returns how many messages were handled.
 *
 * It subscribes rather than calling `receiveMessages`, which keeps a message back for a second in case
 * more come; the link's credit is what there is room for.
 */
export async function drain(options: DrainOptions): Promise<number> {
  const { receiver, lockMs, concurrency, lingerMs, runMs, stop, graceMs, work, log } = options;
  const startedAt = performance.now();
  const cut = new AbortController();
  const inWork = new Set<Promise<void>>();
  let idleSince = performance.now();
  let handled = 0;
  let stopping = false;

  const subscription = receiver.subscribe(
    {
      processMessage: async (message) => {
        // The link may still hand over what was under way when it was told to end: to be given back.
        const letGo = keepLocked(receiver, message, { lockMs, log });
        const task = work(message, stopping ? AbortSignal.abort() : cut.signal);
        inWork.add(task);
        try {
          await task;
        } finally {
          letGo();
          inWork.delete(task);
          handled += 1;
          idleSince = performance.now();
        }
      },
      processError: async ({ error, errorSource }) => {
        log.warn('queue-trouble', { errorSource, error });
      },
    },
    { autoCompleteMessages: false, maxConcurrentCalls: concurrency },
  );

  const isOver = () => {
    const now = performance.now();
    const isIdle = inWork.size === 0 && now - idleSince >= lingerMs;
    return stop.aborted || isIdle || now - startedAt >= runMs;
  };
  while (!isOver()) await sleep(LOOK_MS);

  stopping = true;
  // Ending a subscription drains its link, and that call may hang (Azure/azure-sdk-for-js#24542).
  await withDeadline('closing the subscription', CLOSE_LINK_MS, () => subscription.close()).catch(
    (error) => log.warn('close-failed', { error }),
  );
  await endInWork(inWork, cut, graceMs);
  return handled;
}

async function endInWork(
  inWork: ReadonlySet<Promise<void>>,
  cut: AbortController,
  graceMs: number,
): Promise<void> {
  const timer = setTimeout(() => cut.abort(new Error('the execution is stopping')), graceMs);
  await Promise.allSettled(inWork);
  clearTimeout(timer);
}
