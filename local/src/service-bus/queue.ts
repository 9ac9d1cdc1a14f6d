import { createDuplicates, type Duplicates, isDuplicate } from './duplicates.ts';
import { createMinHeap, type MinHeap, pop, push } from './min-heap.ts';

export type EntryState = 'active' | 'scheduled' | 'deferred';
export type ReceiveMode = 'peek-lock' | 'receive-and-delete';
export type Properties = Readonly<Record<string, unknown>>;

/** One message at its one place: exactly one queue holds it, in one state, locked or not. */
export type Entry<Payload> = {
  readonly messageId: string;
  readonly payload: Payload;
  readonly enqueueSequenceNumber: number;
  sequenceNumber: number;
  enqueuedAt: number;
  state: EntryState;
  scheduledFor: number;
  expiresAt: number;
  /** Deliveries that have ended without a settlement, or are under way. */
  deliveryCount: number;
  lock: { readonly token: string; readonly until: number } | undefined;
  /** Application properties that a settlement added. */
  properties: Properties;
  deadLetterSource: string | undefined;
};

export type Queue<Payload> = {
  readonly name: string;
  readonly lockMs: number;
  readonly maxDeliveryCount: number;
  readonly now: () => number;
  readonly nextSequenceNumber: () => number;
  readonly newLockToken: () => string;
  /** Absent on a dead-letter queue: nothing leaves it but by a settlement. */
  readonly deadLetter: ((entry: Entry<Payload>) => void) | undefined;
  readonly duplicates: Duplicates;
  readonly entries: Map<number, Entry<Payload>>;
  readonly locked: Map<string, Entry<Payload>>;
  /** Sequence numbers that may be free to take; one that no longer is gets dropped when it comes up. */
  readonly available: MinHeap<number>;
  /** When to look at which entry again; a lock renewed or settled meanwhile makes the look a no-op. */
  readonly alarms: MinHeap<{ readonly at: number; readonly sequenceNumber: number }>;
  readonly counts: Record<EntryState, number>;
};

export type NewMessage<Payload> = {
  readonly messageId: string;
  readonly payload: Payload;
  readonly scheduledFor?: number | undefined;
  readonly timeToLiveMs?: number | undefined;
};

type QueueSettings<Payload> = Pick<
  Queue<Payload>,
  | 'name'
  | 'lockMs'
  | 'maxDeliveryCount'
  | 'now'
  | 'nextSequenceNumber'
  | 'newLockToken'
  | 'deadLetter'
> & { readonly duplicateDetectionMs: number };

/** An empty queue; who gives the same counter of numbers to two of them can move entries between them. */
export function createQueue<Payload>(settings: QueueSettings<Payload>): Queue<Payload> {
  const { duplicateDetectionMs, ...rest } = settings;
  return {
    ...rest,
    duplicates: createDuplicates(duplicateDetectionMs, rest.now()),
    entries: new Map(),
    locked: new Map(),
    available: createMinHeap((sequenceNumber) => sequenceNumber),
    alarms: createMinHeap((alarm) => alarm.at),
    counts: { active: 0, scheduled: 0, deferred: 0 },
  };
}

/** Takes a message in and gives its sequence number; a duplicate gets a number and is dropped, as the service does. */
export function enqueue<Payload>(queue: Queue<Payload>, message: NewMessage<Payload>): number {
  const now = queue.now();
  const sequenceNumber = queue.nextSequenceNumber();
  if (isDuplicate(queue.duplicates, message.messageId, now)) return sequenceNumber;
  const scheduledFor = message.scheduledFor ?? now;
  const startsAt = Math.max(now, scheduledFor);
  put(queue, {
    messageId: message.messageId,
    payload: message.payload,
    enqueueSequenceNumber: sequenceNumber,
    sequenceNumber,
    enqueuedAt: now,
    state: scheduledFor > now ? 'scheduled' : 'active',
    scheduledFor,
    expiresAt: startsAt + (message.timeToLiveMs ?? Number.POSITIVE_INFINITY),
    deliveryCount: 0,
    lock: undefined,
    properties: {},
    deadLetterSource: undefined,
  });
  return sequenceNumber;
}

/** Puts an entry where its state says; it must be in no queue. */
export function put<Payload>(queue: Queue<Payload>, entry: Entry<Payload>): void {
  const { sequenceNumber } = entry;
  queue.entries.set(sequenceNumber, entry);
  queue.counts[entry.state] += 1;
  if (entry.state === 'active') push(queue.available, sequenceNumber);
  if (entry.state === 'scheduled') push(queue.alarms, { at: entry.scheduledFor, sequenceNumber });
  if (Number.isFinite(entry.expiresAt)) push(queue.alarms, { at: entry.expiresAt, sequenceNumber });
}

/** Takes an entry out of the queue, with its lock. */
export function remove<Payload>(queue: Queue<Payload>, entry: Entry<Payload>): void {
  queue.entries.delete(entry.sequenceNumber);
  queue.counts[entry.state] -= 1;
  unlock(queue, entry);
}

/** Ends the lock without saying what becomes of the entry. */
export function unlock<Payload>(queue: Queue<Payload>, entry: Entry<Payload>): void {
  if (entry.lock) queue.locked.delete(entry.lock.token);
  entry.lock = undefined;
}

/** Locks an entry for a term from now, or again for another, and gives its end. */
export function lock<Payload>(queue: Queue<Payload>, entry: Entry<Payload>, token: string): number {
  const until = queue.now() + queue.lockMs;
  entry.lock = { token, until };
  queue.locked.set(token, entry);
  push(queue.alarms, { at: until, sequenceNumber: entry.sequenceNumber });
  return until;
}

/** The free entry with the lowest sequence number: locked for the caller, or gone from the queue for good. */
export function take<Payload>(
  queue: Queue<Payload>,
  mode: ReceiveMode,
): Entry<Payload> | undefined {
  for (;;) {
    const sequenceNumber = pop(queue.available);
    if (sequenceNumber === undefined) return undefined;
    const entry = queue.entries.get(sequenceNumber);
    if (entry?.state === 'active' && entry.lock === undefined) {
      return hand(queue, entry, mode);
    }
  }
}

/** Hands an entry over, be it active or deferred. */
export function hand<Payload>(
  queue: Queue<Payload>,
  entry: Entry<Payload>,
  mode: ReceiveMode,
): Entry<Payload> {
  if (mode === 'receive-and-delete') {
    remove(queue, entry);
  } else {
    lock(queue, entry, queue.newLockToken());
    entry.deliveryCount += 1;
  }
  return entry;
}
