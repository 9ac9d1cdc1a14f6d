/** A call that did not end in its time. */
export class DeadlineError extends Error {
  constructor(what: string, milliseconds: number) {
    super(`${what} did not end within ${milliseconds} ms`);
    this.name = 'DeadlineError';
  }
}

/**
 * Ends with `work`, or after `milliseconds` with a {@link DeadlineError}; the signal given to `work` is
 * aborted then, but a call that ignores it is left behind. Some SDK calls never return
 * (Azure/azure-sdk-for-js#25355, #24542), so the caller must not wait for them.
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
  const timer = setTimeout(() => {
    const error = new DeadlineError(what, milliseconds);
    controller.abort(error);
    reject(error);
  }, milliseconds);
  try {
    return await Promise.race([work(signal), expired]);
  } finally {
    clearTimeout(timer);
  }
}
