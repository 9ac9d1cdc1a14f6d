/** A call that did not end in its time. */
export class DeadlineError extends Error {
  constructor(what: string, milliseconds: number) {
    super(`${what} did not end within ${milliseconds} ms`);
    this.name = 'DeadlineError';
  }
}

/**
 * Ends with `work`, or after `milliseconds` with a {@link DeadlineError}, or with the reason of `outer`
 * when that aborts. The signal given to `work` is aborted then, but a call that ignores it is left
 * behind: some SDK calls never return (Azure/azure-sdk-for-js#25355, #24542), and no decoder stops.
 */
export async function withDeadline<T>(
  what: string,
  milliseconds: number,
  work: (signal: AbortSignal) => Promise<T>,
  outer?: AbortSignal,
): Promise<T> {
  const controller = new AbortController();
  const signal = outer ? AbortSignal.any([outer, controller.signal]) : controller.signal;
  const { promise: expired, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => controller.abort(new DeadlineError(what, milliseconds)),
    milliseconds,
  );
  const giveUp = () => reject(signal.reason);
  signal.addEventListener('abort', giveUp);
  try {
    signal.throwIfAborted();
    return await Promise.race([work(signal), expired]);
  } finally {
    // A listener would keep this signal for as long as the outer one lives: a whole execution.
    signal.removeEventListener('abort', giveUp);
    clearTimeout(timer);
  }
}
