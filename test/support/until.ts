import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_MS = 20;

/** The first value of `look` that is neither false nor undefined, or an error after `timeoutMs`. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false> | T | undefined | false,
  timeoutMs = 20_000,
): Promise<T> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    const value = await look();
    if (value !== undefined && value !== false) return value;
    if (performance.now() > end) throw new Error(`waited ${timeoutMs} ms in vain: ${what}`);
    await sleep(LOOK_MS);
  }
}
