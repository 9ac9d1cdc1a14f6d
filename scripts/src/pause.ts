import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits, but not beyond the abort of `signal`.
 * @throws the reason of the signal.
 */
export async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  try {
    await sleep(milliseconds, undefined, signal ? { signal } : {});
  } catch (error) {
    // An AbortError that hides the reason in its cause.
    signal?.throwIfAborted();
    throw error;
  }
}
