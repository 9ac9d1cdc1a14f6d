import { type BlobCreated, parseBlobCreated } from '../blob-created-event.ts';

/** The BlobCreated event in a body; undefined if it makes no sense as one. */
export function readEvent(body: unknown): BlobCreated | undefined {
  try {
    return parseBlobCreated(body);
  } catch {
    // A dead letter may be dead because it is none: it is shown all the same.
    return undefined;
  }
}
