import { ApiError } from './api-error.ts';
import { readEvents } from './read-events.ts';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;

export type Following = {
  /** Opens the stream of events after the one named, until the signal says that nobody reads on. */
  readonly open: (lastEventId: string | undefined, signal: AbortSignal) => Promise<Response>;
  /** An image of the batch has its end. */
  readonly onItem: (id: string) => void;
  /** Whether anything of the batch is still waited for. */
  readonly isWanted: () => boolean;
  readonly signal: AbortSignal;
  readonly pause: (milliseconds: number) => Promise<void>;
};

/** Follows a batch to its end; a stream that ends before, or breaks, is taken up where it was. */
export async function followBatch(following: Following): Promise<void> {
  const { open, onItem, isWanted, signal, pause } = following;
  let lastEventId: string | undefined;
  let waitMs = FIRST_PAUSE_MS;
  while (isWanted() && !signal.aborted) {
    try {
      const { body } = await open(lastEventId, signal);
      if (!body) return;
      for await (const { event, data, id } of readEvents(body)) {
        waitMs = FIRST_PAUSE_MS;
        lastEventId = id ?? lastEventId;
        if (event === 'done') return;
        if (event === 'item') onItem((JSON.parse(data) as { id: string }).id);
      }
    } catch (error) {
      if (signal.aborted) return;
      // A lost connection comes back; an answer that says no does not.
      if (error instanceof ApiError || error instanceof SyntaxError) throw error;
    }
    await pause(waitMs);
    waitMs = Math.min(waitMs * 2, LONGEST_PAUSE_MS);
  }
}
