import type { Log } from '@blobscribe/core/log';

/**
 * A body that gives what `parts` gives, at the pace of its reader. An error after the status was sent
 * can only cut the body, which a client sees; what it was stays in the log. `ended` is called once,
 * however it ends.
 */
export function streamBody(
  parts: AsyncIterable<Uint8Array>,
  log: Log,
  ended: () => void = () => {},
): ReadableStream<Uint8Array> {
  async function* guarded() {
    try {
      yield* parts;
    } catch (error) {
      log.error('answer-cut', { error });
      throw error;
    } finally {
      ended();
    }
  }
  return ReadableStream.from(guarded());
}
