import type { IncomingMessage } from 'node:http';
import { Problem } from '../problem.ts';
import { emptyImage, tooLarge } from './accept-answer.ts';
import type { Lifetime } from './lifetime.ts';

/** How much the frames of chunks may weigh beyond the body: they can hold 16 KiB for one byte of it. */
const MAX_FRAMING_BYTES = 64 * 1024;

/**
 * The body of an answer: 1 to `maxBytes` bytes, as many as were announced. Reading ends `lifetime`,
 * however it ends, also when nothing was read.
 * @throws {Problem} while reading: 413 for more bytes, 422 for none, for fewer than announced, for a
 * connection that breaks and at the deadline; the reason of the caller's signal when that aborts.
 */
export function countBody(
  response: IncomingMessage,
  maxBytes: number,
  lifetime: Lifetime,
): AsyncIterable<Uint8Array> {
  const count = { bytes: 0 };
  const { socket } = response;
  // Measures what has arrived rather than what was read: one read of 64 KiB is the most that is too much.
  const measure = () => {
    const arrived = count.bytes + response.readableLength;
    if (arrived > maxBytes) response.destroy(tooLarge(maxBytes));
    if (socket.bytesRead > 2 * arrived + MAX_FRAMING_BYTES) response.destroy(brokenOff());
  };
  socket.on('data', measure);
  measure();
  const chunks = readChunks(response, count, lifetime);
  return {
    [Symbol.asyncIterator]: () => ({
      next: () => chunks.next(),
      // A generator that has not begun does not come to its `finally`.
      return: () => {
        lifetime.end();
        return chunks.return();
      },
    }),
  };
}

async function* readChunks(
  response: IncomingMessage,
  count: { bytes: number },
  { signal, end }: Lifetime,
): AsyncGenerator<Uint8Array, void, void> {
  try {
    for await (const chunk of response) {
      count.bytes += chunk.length;
      yield chunk;
    }
    if (count.bytes === 0) throw emptyImage();
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw error instanceof Problem ? error : brokenOff(error);
  } finally {
    end();
  }
}

function brokenOff(cause?: unknown): Problem {
  return new Problem('url-refused', 'The server broke off before the image was whole.', { cause });
}
