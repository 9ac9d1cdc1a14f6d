import type { Log } from '@blobscribe/core/log';

/**
 * A body that gives what `parts` gives, at the pace of its reader. An error after the status was sent
 * can only cut the body, which a client sees; what it was stays in the log. `ended` is called however
 * it ends, also if its reader leaves before the first part (a generator's `finally` would not run then).
 */
export function streamBody(
  parts: AsyncIterable<Uint8Array>,
  log: Log,
  ended: () => void = () => {},
): ReadableStream<Uint8Array> {
  const iterator = parts[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await iterator.next();
        if (!done) return controller.enqueue(value);
        controller.close();
      } catch (error) {
        log.error('answer-cut', { error });
        controller.error(error);
      }
      ended();
    },
    async cancel() {
      ended();
      await iterator.return?.();
    },
  });
}
