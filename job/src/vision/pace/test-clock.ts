import type { Clock } from './clock.ts';

export type TestClock = Clock & {
  /** All waits that were asked for, in milliseconds, in order. */
  readonly sleeps: readonly number[];
  /** How many wait at this moment. */
  sleeping(): number;
};

type Sleeper = { readonly at: number; wake(): void };

/** Time that jumps to the next sleeper's end as soon as nothing else is to be done. */
export function createTestClock(): TestClock {
  const sleeps: number[] = [];
  let sleepers: Sleeper[] = [];
  let time = 0;

  function jump(): void {
    const at = Math.min(...sleepers.map((sleeper) => sleeper.at));
    if (!Number.isFinite(at)) return;
    time = Math.max(time, at);
    const due = sleepers.filter((sleeper) => sleeper.at <= time);
    sleepers = sleepers.filter((sleeper) => sleeper.at > time);
    for (const sleeper of due) sleeper.wake();
    setImmediate(jump);
  }

  return {
    sleeps,
    sleeping: () => sleepers.length,
    now: () => time,
    sleep: (milliseconds, signal) =>
      new Promise<void>((resolve, reject) => {
        signal.throwIfAborted();
        const giveUp = () => {
          sleepers = sleepers.filter((other) => other !== sleeper);
          reject(signal.reason);
        };
        const wake = () => {
          signal.removeEventListener('abort', giveUp);
          resolve();
        };
        const sleeper = { at: time + milliseconds, wake };
        sleeps.push(milliseconds);
        sleepers.push(sleeper);
        signal.addEventListener('abort', giveUp, { once: true });
        setImmediate(jump);
      }),
  };
}
