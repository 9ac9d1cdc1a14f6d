/** Ctrl-C, or an order to end; the command ends with exit status 130, as shells have it. */
export class Interrupted extends Error {
  constructor() {
    super('stopped');
    this.name = 'Interrupted';
  }
}

/**
 * Runs `work` with a signal that aborts at the first Ctrl-C or SIGTERM, so that it can end in order; a
 * second one ends the process at once.
 * @throws {Interrupted} if `work` lets it through.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const ending = new AbortController();
  const end = () => ending.abort(new Interrupted());
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  try {
    return await work(ending.signal);
  } finally {
    process.removeListener('SIGINT', end);
    process.removeListener('SIGTERM', end);
  }
}
