import type { IncomingMessage } from 'node:http';
import { Problem } from '../problem.ts';

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** RFC 6838, section 4.2. */
const IMAGE_TYPE = /^image\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/;
const UNKNOWN_TYPE = 'application/octet-stream';

/**
 * Where an answer redirects to, if it does.
 * @throws {Problem} 422 for a redirect to what is no URL, or from https to http.
 */
export function redirectOf(
  { statusCode = 0, headers }: IncomingMessage,
  from: URL,
): URL | undefined {
  if (!REDIRECTS.has(statusCode) || headers.location === undefined) return undefined;
  const to = URL.parse(headers.location, from.href);
  if (!to) throw new Problem('url-refused', 'The server redirects to what is no URL.');
  if (from.protocol === 'https:' && to.protocol === 'http:') {
    throw new Problem('url-refused', 'The server redirects from https to http.');
  }
  return to;
}

/**
 * The media type of an answer whose headers promise an image of `maxBytes` at most: without
 * parameters, in lower case.
 * @throws {Problem} 413 for a longer one, 422 for anything but a plain image.
 */
export function acceptAnswer(response: IncomingMessage, maxBytes: number): string {
  const { statusCode, headers } = response;
  if (statusCode !== 200) {
    throw new Problem('url-refused', `The server answered with status ${statusCode}, not 200.`);
  }
  const { 'content-encoding': content = 'identity', 'transfer-encoding': transfer = 'chunked' } =
    headers;
  // What is compressed may become a thousand times as large, and Node leaves it as it is.
  if (content.toLowerCase() !== 'identity' || transfer.toLowerCase() !== 'chunked') {
    throw new Problem('url-refused', 'The server compresses the image although asked not to.');
  }
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase() || UNKNOWN_TYPE;
  if (type !== UNKNOWN_TYPE && !IMAGE_TYPE.test(type)) {
    throw new Problem('url-refused', `The server calls it ${type.slice(0, 100)}, not an image.`);
  }
  const announced = headers['content-length'];
  if (Number(announced) > maxBytes) throw tooLarge(maxBytes);
  if (Number(announced) === 0) throw emptyImage();
  return type;
}

/** Status 413, for an image of more than `maxBytes` bytes, announced or counted. */
export function tooLarge(maxBytes: number): Problem {
  return new Problem('too-large', `The image at the URL has more than ${maxBytes} bytes.`);
}

/** Status 422, for an image without a byte, announced or counted. */
export function emptyImage(): Problem {
  return new Problem('url-refused', 'The file at the URL is empty.');
}
