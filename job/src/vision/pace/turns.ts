export type Turns = {
  /** One holder at a time, in the order of asking; ends the turn by calling what it got. */
  take(signal: AbortSignal): Promise<() => void>;
};

/** A queue of one: who gives up while waiting leaves the others in their order. */
export function createTurns(): Turns {
  let last: Promise<void> = Promise.resolve();
  return {
    async take(signal) {
      const before = last;
      const { promise: ended, resolve: end } = Promise.withResolvers<void>();
      // A bare Promise.all would keep the results of all before it, one in another, for ever.
      last = Promise.all([before, ended]).then(() => {});
      try {
        await orAbort(before, signal);
      } catch (error) {
        end();
        throw error;
      }
      return end;
    },
  };
}

async function orAbort(promise: Promise<unknown>, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const giveUp = () => reject(signal.reason);
  signal.addEventListener('abort', giveUp);
  try {
    await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}
