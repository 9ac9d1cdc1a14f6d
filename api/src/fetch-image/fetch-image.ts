import { lookup } from 'node:dns/promises';
import type { IncomingMessage } from 'node:http';
import { fileNameSchema } from '@blobscribe/core/request-record';
import { Problem } from '../problem.ts';
import { acceptAnswer, redirectOf } from './accept-answer.ts';
import { checkTarget, type Guard, type Resolve } from './check-target.ts';
import { countBody } from './count-body.ts';
import { startLifetime } from './lifetime.ts';
import { requestImage } from './request-image.ts';

const DEADLINE_MS = 30_000;
const MAX_REDIRECTS = 3;

export type FetchedImage = {
  /** To be read or returned from: until then the connection is open, at most until the deadline. */
  readonly body: AsyncIterable<Uint8Array>;
  /** `image/*` or `application/octet-stream`, without parameters, in lower case. */
  readonly contentType: string;
  readonly fileName: string | undefined;
};

/** Fetches the image at `url`; rejects with a {@link Problem}, or with the reason of `signal`. */
export type ImageFetcher = (url: string, signal: AbortSignal) => Promise<FetchedImage>;

export type ImageFetcherOptions = {
  readonly maxBytes: number;
  /** Whether this machine itself may be asked, at any port: for tests. */
  readonly allowLoopback: boolean;
  /** For all of a fetch, with redirects and body. */
  readonly deadlineMs?: number;
  readonly resolve?: Resolve;
};

/**
 * Fetches images for strangers from strangers: from the public Internet alone, with nothing of ours in
 * the request. OWASP's SSRF Prevention Cheat Sheet, case 2.
 */
export function createImageFetcher(options: ImageFetcherOptions): ImageFetcher {
  const { maxBytes, deadlineMs = DEADLINE_MS, allowLoopback, resolve = lookupAll } = options;
  return async (text, caller) => {
    const lifetime = startLifetime(deadlineMs, caller);
    try {
      const url = URL.parse(text);
      if (!url) throw new Problem('url-refused', 'This is no URL: begin with https://');
      const answer = await follow(url, { allowLoopback, resolve }, lifetime.signal);
      return {
        contentType: acceptAnswer(answer.response, maxBytes),
        fileName: fileNameOf(answer.url),
        body: countBody(answer.response, maxBytes, lifetime),
      };
    } catch (error) {
      lifetime.end();
      throw error;
    }
  };
}

type Answer = { readonly url: URL; readonly response: IncomingMessage };

async function follow(start: URL, guard: Guard, signal: AbortSignal): Promise<Answer> {
  let url = start;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const response = await requestImage(await checkTarget(url, guard, signal), signal);
    const next = redirectOf(response, url);
    if (!next) return { url, response };
    response.destroy();
    url = next;
  }
  throw new Problem('url-refused', `The server redirects more than ${MAX_REDIRECTS} times.`);
}

/** The name of a file as its URL ends, if it is one that an upload may have. */
function fileNameOf({ pathname }: URL): string | undefined {
  const segment = pathname.slice(pathname.lastIndexOf('/') + 1);
  return fileNameSchema.safeParse(decode(segment)).data;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // Not every server writes UTF-8.
    return segment;
  }
}

async function lookupAll(host: string) {
  const addresses = await lookup(host, { all: true });
  return addresses.map(
    ({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }) as const,
  );
}
