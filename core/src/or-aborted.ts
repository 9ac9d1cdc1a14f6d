/**
 * What `work` comes to, or the reason of `signal` as an error as soon as that aborts: some SDK calls
 * never return (Azure/azure-sdk-for-js#25355). No `Promise.race`, which would keep a little of each call
 * for as long as the signal lives: one for every chunk of a body.
 */
export async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const giveUp = () => reject(signal.reason);
  signal.addEventListener('abort', giveUp);
  if (signal.aborted) giveUp();
  work.then(resolve, reject);
  try {
    return await promise;
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}
