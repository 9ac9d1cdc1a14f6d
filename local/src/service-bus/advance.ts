import { pop, push, smallest } from './min-heap.ts';
import { type Entry, put, type Queue, remove, unlock } from './queue.ts';

/** Lets everything happen whose time has come: locks expire, scheduled messages start, old ones end. */
export function advance<Payload>(queue: Queue<Payload>): void {
  const now = queue.now();
  for (;;) {
    const alarm = smallest(queue.alarms);
    if (alarm === undefined || alarm.at > now) return;
    pop(queue.alarms);
    const entry = queue.entries.get(alarm.sequenceNumber);
    if (entry) attend(queue, entry, now);
  }
}

/** When `advance` has work next. */
export function nextAlarm<Payload>(queue: Queue<Payload>): number | undefined {
  return smallest(queue.alarms)?.at;
}

/** Gives a delivered entry back, or dead-letters it when it has been tried often enough. */
export function giveBack<Payload>(queue: Queue<Payload>, entry: Entry<Payload>): void {
  unlock(queue, entry);
  if (entry.expiresAt <= queue.now()) {
    remove(queue, entry);
  } else if (entry.deliveryCount >= queue.maxDeliveryCount) {
    deadLetter(queue, entry, {
      DeadLetterReason: 'MaxDeliveryCountExceeded',
      DeadLetterErrorDescription: `Message could not be consumed after ${queue.maxDeliveryCount} delivery attempts.`,
    });
  } else if (entry.state === 'active') {
    push(queue.available, entry.sequenceNumber);
  }
}

/** Moves an entry to the dead-letter queue; in the dead-letter queue itself it just becomes free again. */
export function deadLetter<Payload>(
  queue: Queue<Payload>,
  entry: Entry<Payload>,
  properties: Record<string, unknown>,
): void {
  entry.properties = { ...entry.properties, ...properties };
  if (queue.deadLetter) {
    remove(queue, entry);
    entry.state = 'active';
    entry.expiresAt = Number.POSITIVE_INFINITY;
    entry.deadLetterSource = queue.name;
    queue.deadLetter(entry);
  } else {
    giveBack(queue, entry);
  }
}

function attend<Payload>(queue: Queue<Payload>, entry: Entry<Payload>, now: number): void {
  if (entry.lock) {
    if (entry.lock.until <= now) giveBack(queue, entry);
  } else if (entry.expiresAt <= now) {
    remove(queue, entry);
  } else if (entry.state === 'scheduled' && entry.scheduledFor <= now) {
    start(queue, entry, now);
  }
}

/** A scheduled message joins the end of the queue, under a new sequence number, as if it had been sent just now. */
function start<Payload>(queue: Queue<Payload>, entry: Entry<Payload>, now: number): void {
  remove(queue, entry);
  entry.sequenceNumber = queue.nextSequenceNumber();
  entry.enqueuedAt = now;
  entry.state = 'active';
  put(queue, entry);
}
