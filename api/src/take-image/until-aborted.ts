import { orAborted } from '@blobscribe/core/or-aborted';

/**
 * The items of `source` until `signal` aborts, then its reason as an error: at once, even where the
 * source never gives another item. The source is closed in any case.
 */
export async function* untilAborted<T>(
  source: AsyncIterable<T>,
  signal: AbortSignal,
): AsyncGenerator<T, void, undefined> {
  const items = source[Symbol.asyncIterator]();
  try {
    for (;;) {
      signal.throwIfAborted();
      const { done, value } = await orAborted(items.next(), signal);
      if (done) return;
      yield value;
    }
  } finally {
    // A generator that waits for its own source closes only when that moves: nobody waits for it here.
    items.return?.().catch(() => {});
  }
}
