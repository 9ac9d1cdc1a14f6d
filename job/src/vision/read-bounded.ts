/** A scene in JSON takes some ten kilobytes, a page of text a few hundred. */
export const MAX_REPLY_BYTES = 1024 * 1024;

/** A reply that is longer than any honest one. */
export class ReplyTooLong extends Error {
  constructor() {
    super(`the reply is longer than ${MAX_REPLY_BYTES} bytes`);
    this.name = 'ReplyTooLong';
  }
}

/**
 * The whole of a body as text, read no further than the limit.
 * @throws {ReplyTooLong} or what the stream throws when it is cut.
 */
export async function readBounded(body: AsyncIterable<Uint8Array | string>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    const part = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    bytes += part.byteLength;
    if (bytes > MAX_REPLY_BYTES) throw new ReplyTooLong();
    chunks.push(part);
  }
  return Buffer.concat(chunks).toString('utf8');
}
