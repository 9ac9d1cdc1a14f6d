import { Problem } from '../problem.ts';
import { createImageFetcher, type FetchedImage, type ImageFetcherOptions } from './fetch-image.ts';
import {
  type Reply,
  type Stranger,
  type StrangerOptions,
  startStranger,
} from './stranger-server.ts';

export const MAX_BYTES = 1_000_000;
/** For what only the deadline ends. */
export const SHORT_MS = 100;

const neverAborted = new AbortController().signal;

/** Starts strangers; `close` ends when nobody is connected to one any more. */
export function createStrangers() {
  const strangers: Stranger[] = [];
  return {
    start: async (replies: Readonly<Record<string, Reply>>, options?: StrangerOptions) => {
      const started = await startStranger(replies, options);
      strangers.push(started);
      return started;
    },
    close: () => Promise.all(strangers.splice(0).map((stranger) => stranger.close())),
  };
}

/** Fetches from this machine, unless `options` say otherwise. */
export function fetchFrom(
  url: string,
  options: Partial<ImageFetcherOptions> = {},
  signal = neverAborted,
): Promise<FetchedImage> {
  const fetchImage = createImageFetcher({ maxBytes: MAX_BYTES, allowLoopback: true, ...options });
  return fetchImage(url, signal);
}

export async function read({ body }: FetchedImage): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(body));
}

/** What a fetch says that is refused with status 422; anything else is an error. */
export async function refusalOf(fetching: Promise<unknown>): Promise<string> {
  const problem = await fetching.catch((error: unknown) => error);
  if (problem instanceof Problem && problem.type === 'url-refused') return problem.message;
  throw new Error('not refused', { cause: problem });
}
