import { MAX_REPLY_BYTES, ReplyTooLong } from '../read-bounded.ts';

/** A fetch whose replies end with an error where they grow longer than any honest one; follows nowhere. */
export function boundedFetch(inner: typeof fetch = fetch): typeof fetch {
  return async (input, init) => {
    // Another host is not to be told the key.
    const response = await inner(input, { ...init, redirect: 'manual' });
    const { status, statusText, headers } = response;
    if (!response.body) return response;
    return new Response(response.body.pipeThrough(limiter()), { status, statusText, headers });
  };
}

function limiter(): TransformStream<Uint8Array, Uint8Array> {
  let bytes = 0;
  return new TransformStream({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (bytes > MAX_REPLY_BYTES) controller.error(new ReplyTooLong());
      else controller.enqueue(chunk);
    },
  });
}
