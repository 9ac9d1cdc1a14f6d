import { orAborted } from '@blobscribe/core/or-aborted';
import { Problem } from '../problem.ts';
import { createFormParser, MAX_OPTIONS_BYTES, type TakeImage } from './form-parser.ts';

/** What may stand round the image and the options: boundaries, headers, a preamble. */
const MAX_FRAME_BYTES = 64 * 1024;

export type MultipartLimits = {
  /** Of the image. */
  readonly maxBytes: number;
};

/**
 * Reads a `multipart/form-data` request (RFC 7578) as it comes in: the file part `image` goes to
 * `takeImage`, no faster than that takes it; the field `options`, before or after it, is JSON of at most
 * 64 KiB, not yet checked. On any error the rest of the body is let go, and an image that is being taken
 * fails with the same error.
 * @throws {Problem} `invalid-request` if the body is anything else or breaks off, `too-large` if the
 *   image is.
 * @throws whatever `takeImage` throws.
 */
export async function readMultipart<T>(
  request: Request,
  limits: MultipartLimits,
  takeImage: TakeImage<T>,
): Promise<{ readonly image: T; readonly options: unknown }> {
  const failing = new AbortController();
  const { signal } = failing;
  try {
    const form = createFormParser(request.headers.get('content-type') ?? '', {
      maxBytes: limits.maxBytes,
      takeImage,
      fail: (error) => failing.abort(error),
      signal,
    });
    const maxBodyBytes = limits.maxBytes + MAX_OPTIONS_BYTES + MAX_FRAME_BYTES;
    for await (const chunk of bodyOf(request, maxBodyBytes, signal)) {
      await orAborted(form.write(chunk), signal);
    }
    return await orAborted(form.end(), signal);
  } catch (error) {
    // The first error is the cause of all others.
    failing.abort(error);
    throw signal.reason;
  }
}

async function* bodyOf({ headers, body }: Request, maxBytes: number, signal: AbortSignal) {
  const tooLarge = () => new Problem('too-large', `Send a body of at most ${maxBytes} bytes.`);
  if (Number(headers.get('content-length')) > maxBytes) throw tooLarge();
  if (!body) throw new Problem('invalid-request', 'The body is empty.');
  const reader = body.getReader();
  // Its iterator would be let go only when a client that sends nothing more sends something.
  const letGo = () => void reader.cancel(signal.reason).catch(() => {});
  signal.addEventListener('abort', letGo);
  try {
    let bytes = 0;
    for (;;) {
      const { done, value } = await reader.read().catch(brokenOff);
      signal.throwIfAborted();
      if (done) return;
      bytes += value.length;
      if (bytes > maxBytes) throw tooLarge();
      yield value;
    }
  } finally {
    letGo();
    signal.removeEventListener('abort', letGo);
  }
}

function brokenOff(cause: unknown): never {
  throw new Problem('invalid-request', 'The body broke off. Send it again, whole.', { cause });
}
