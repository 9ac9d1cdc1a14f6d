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
  const { promise: expired, reject } = Promise.withResolvers<never>();
  const giveUp = (reason: unknown) => {
    controller.abort(reason);
    reject(reason);
  };
  const timer = setTimeout(() => giveUp(new DeadlineError(what, milliseconds)), milliseconds);
  // By hand: AbortSignal.any takes longer than all else here together.
  const passOn = () => giveUp(outer?.reason);
  outer?.addEventListener('abort', passOn);
  try {
    outer?.throwIfAborted();
    return await Promise.race([work(controller.signal), expired]);
  } finally {
    // A listener would keep this signal for as long as the outer one lives: a whole execution.
    outer?.removeEventListener('abort', passOn);
    clearTimeout(timer);
  }
}
