import { advance } from './advance.ts';
import { createQueue, type NewMessage, put, type Queue, take } from './queue.ts';

export const LOCK_MS = 1000;
export const START = 1_000_000;

export type World = {
  readonly main: Queue<string>;
  readonly deadLetters: Queue<string>;
  readonly pass: (ms: number) => void;
};

/** A queue with its dead-letter queue and a clock that the test moves. */
export function createWorld({ maxDeliveryCount = 3, duplicateDetectionMs = 0 } = {}): World {
  let now = START;
  let sequenceNumber = 0;
  let tokens = 0;
  const shared = {
    lockMs: LOCK_MS,
    now: () => now,
    nextSequenceNumber: () => ++sequenceNumber,
    newLockToken: () => `token-${++tokens}`,
  };
  const deadLetters = createQueue<string>({
    ...shared,
    name: 'dead',
    maxDeliveryCount: Number.POSITIVE_INFINITY,
    duplicateDetectionMs: 0,
    deadLetter: undefined,
  });
  const main = createQueue<string>({
    ...shared,
    name: 'main',
    maxDeliveryCount,
    duplicateDetectionMs,
    deadLetter: (entry) => put(deadLetters, entry),
  });
  const pass = (ms: number) => {
    now += ms;
    advance(main);
    advance(deadLetters);
  };
  return { main, deadLetters, pass };
}

export const message = (messageId: string, more: Partial<NewMessage<string>> = {}) => ({
  messageId,
  payload: messageId,
  ...more,
});

export function takeOne(queue: Queue<string>) {
  const entry = take(queue, 'peek-lock');
  if (!entry?.lock) throw new Error('Nothing to take.');
  return { ...entry, token: entry.lock.token, lockedUntil: entry.lock.until };
}
