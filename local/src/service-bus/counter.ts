import { advance, nextAlarm } from './advance.ts';
import type { StoredMessage } from './message.ts';
import { type Entry, type Queue, type ReceiveMode, take } from './queue.ts';

/** Someone waiting at the counter. */
export type Consumer = {
  readonly mode: ReceiveMode;
  readonly isReady: () => boolean;
  readonly give: (entry: Entry<StoredMessage>) => void;
};

/** Where a queue meets its consumers: who is ready gets the next message, in turn. */
export type Counter = {
  readonly queue: Queue<StoredMessage>;
  readonly join: (consumer: Consumer) => void;
  readonly leave: (consumer: Consumer) => void;
  /** To be called whenever a message may have become free or a consumer ready. */
  readonly serve: () => void;
  readonly close: () => void;
};

// setTimeout takes no more; an alarm further away is looked at again then.
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

/** Opens the counter of a queue, which also keeps the queue's time: locks, schedules, ends of life. */
export function createCounter(queue: Queue<StoredMessage>): Counter {
  const consumers: Consumer[] = [];
  const alarm = createAlarm(queue, () => counter.serve());
  const counter: Counter = {
    queue,
    join: (consumer) => {
      consumers.push(consumer);
    },
    leave: (consumer) => {
      const index = consumers.indexOf(consumer);
      if (index >= 0) consumers.splice(index, 1);
    },
    serve: () => {
      advance(queue);
      serveInTurn(queue, consumers);
      alarm.set();
    },
    close: () => {
      consumers.length = 0;
      alarm.stop();
    },
  };
  return counter;
}

function serveInTurn(queue: Queue<StoredMessage>, consumers: Consumer[]): void {
  for (;;) {
    const index = consumers.findIndex((consumer) => consumer.isReady());
    const consumer = consumers[index];
    if (!consumer) return;
    const entry = take(queue, consumer.mode);
    if (!entry) return;
    consumer.give(entry);
    if (consumers.length > 1) consumers.push(...consumers.splice(index, 1));
  }
}

/** One timer for the queue's earliest alarm. */
function createAlarm(queue: Queue<StoredMessage>, ring: () => void) {
  let timer: NodeJS.Timeout | undefined;
  let setFor = Number.POSITIVE_INFINITY;
  return {
    set: () => {
      const at = nextAlarm(queue);
      if (at === undefined || at >= setFor) return;
      clearTimeout(timer);
      setFor = at;
      const waitMs = Math.min(Math.max(0, at - queue.now()), MAX_TIMEOUT_MS);
      timer = setTimeout(() => {
        setFor = Number.POSITIVE_INFINITY;
        ring();
      }, waitMs);
    },
    // For good: a last event of a closing connection must not set it again.
    stop: () => {
      clearTimeout(timer);
      setFor = Number.NEGATIVE_INFINITY;
    },
  };
}
