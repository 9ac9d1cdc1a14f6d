import { orAborted } from '@blobscribe/core/or-aborted';

/** Work that several askers wait for. */
export type Work = {
  /** Aborts when all of them have left. */
  readonly signal: AbortSignal;
  /** Whether what it comes to is of the past already. */
  readonly isForgotten: () => boolean;
};

export type SharedWork<Result> = {
  /**
   * What the work under `key` comes to: that which is under way, else what `begin` starts.
   * @throws {Error} as the work does, or when `signal` aborts; the others wait on.
   */
  join(key: string, signal: AbortSignal, begin: (work: Work) => Promise<Result>): Promise<Result>;
  /** Nobody joins what is under way under `key` any more. */
  forget(key: string): void;
};

/** Lets those who ask for the same at the same time share one piece of work. */
export function createSharedWork<Result>(): SharedWork<Result> {
  type UnderWay = { readonly result: Promise<Result>; askers: number; stop(): void };
  const underWay = new Map<string, UnderWay>();

  function start(key: string, begin: (work: Work) => Promise<Result>): UnderWay {
    const controller = new AbortController();
    const isForgotten = () => underWay.get(key) !== started;
    const result = begin({ signal: controller.signal, isForgotten }).finally(() => {
      if (!isForgotten()) underWay.delete(key);
    });
    const started: UnderWay = {
      result,
      askers: 0,
      stop() {
        if (!isForgotten()) underWay.delete(key);
        controller.abort();
      },
    };
    underWay.set(key, started);
    return started;
  }

  return {
    async join(key, signal, begin) {
      const work = underWay.get(key) ?? start(key, begin);
      work.askers += 1;
      try {
        return await orAborted(work.result, signal);
      } catch (error) {
        // What a server gives as the reason is a text, and Hono answers to errors only.
        throw signal.aborted ? new Error('given up', { cause: signal.reason }) : error;
      } finally {
        work.askers -= 1;
        if (work.askers === 0) work.stop();
      }
    },
    forget: (key) => void underWay.delete(key),
  };
}
