import type { Upload } from './api.ts';

const TRIES = 4;
const FIRST_PAUSE_MS = 1_000;
/** A URL this near its end would not outlive the way to the storage. */
const MARGIN_MS = 10_000;

export type Delivery = {
  readonly upload: Upload;
  /** One try; the status of the answer, 0 for none. */
  readonly put: (upload: Upload) => Promise<number>;
  /** A fresh URL, or undefined if the image has arrived after all. */
  readonly renew: () => Promise<Upload | undefined>;
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly now: () => number;
};

/**
 * Brings a file to the storage, with a fresh URL where the old one ran out. A try may have arrived
 * though its answer was lost: the API knows, and says so when it is asked for another URL.
 */
export async function deliverFile({ upload, put, renew, pause, now }: Delivery): Promise<void> {
  let next: Upload | undefined = upload;
  let status = 0;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    if (Date.parse(next.expiresAt) - now() < MARGIN_MS) next = await renew();
    if (!next) return;
    status = await put(next);
    if (status >= 200 && status < 300) return;
    await pause(FIRST_PAUSE_MS * 2 ** attempt);
    next = await renew();
    if (!next) return;
  }
  throw new Error(
    status === 0
      ? 'The storage cannot be reached. Is the connection there?'
      : `The storage refused the file (HTTP ${status}).`,
  );
}
