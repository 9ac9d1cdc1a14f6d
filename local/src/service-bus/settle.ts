import { advance, deadLetter, giveBack } from './advance.ts';
import { type Entry, hand, lock, type Properties, type Queue, remove, unlock } from './queue.ts';

export type Settlement =
  | { readonly kind: 'complete' }
  | { readonly kind: 'abandon' | 'defer' | 'dead-letter'; readonly properties: Properties };

/** Settles what the token locks; `false` when the lock is lost. */
export function settle<Payload>(
  queue: Queue<Payload>,
  token: string,
  settlement: Settlement,
): boolean {
  advance(queue);
  const entry = queue.locked.get(token);
  if (!entry) return false;
  if (settlement.kind === 'complete') {
    remove(queue, entry);
  } else if (settlement.kind === 'dead-letter') {
    deadLetter(queue, entry, settlement.properties);
  } else {
    entry.properties = { ...entry.properties, ...settlement.properties };
    if (settlement.kind === 'defer') defer(queue, entry);
    else giveBack(queue, entry);
  }
  return true;
}

/** Locks the entry for another term and gives its end; `undefined` when the lock is lost. */
export function renew<Payload>(queue: Queue<Payload>, token: string): number | undefined {
  advance(queue);
  const entry = queue.locked.get(token);
  return entry && lock(queue, entry, token);
}

/** Hands over deferred entries by number, all of them or, if one is missing or locked, none. */
export function takeDeferred<Payload>(
  queue: Queue<Payload>,
  sequenceNumbers: readonly number[],
  mode: 'peek-lock' | 'receive-and-delete',
): Entry<Payload>[] | undefined {
  advance(queue);
  const entries = [...new Set(sequenceNumbers)].map((number) => queue.entries.get(number));
  const free = entries.filter((entry) => entry?.state === 'deferred' && !entry.lock);
  if (free.length < entries.length) return undefined;
  return free.flatMap((entry) => (entry ? [hand(queue, entry, mode)] : []));
}

/** Takes back scheduled messages, all of them or, if one has started or never was, none. */
export function cancelScheduled<Payload>(
  queue: Queue<Payload>,
  sequenceNumbers: readonly number[],
): boolean {
  advance(queue);
  const entries = [...new Set(sequenceNumbers)].map((number) => queue.entries.get(number));
  if (entries.some((entry) => entry?.state !== 'scheduled')) return false;
  for (const entry of entries) if (entry) remove(queue, entry);
  return true;
}

/** Looks at entries of every state, in order, without touching them. */
export function peek<Payload>(
  queue: Queue<Payload>,
  fromSequenceNumber: number,
  count: number,
): Entry<Payload>[] {
  advance(queue);
  return [...queue.entries.values()]
    .filter((entry) => entry.sequenceNumber >= fromSequenceNumber)
    .sort((left, right) => left.sequenceNumber - right.sequenceNumber)
    .slice(0, count);
}

function defer<Payload>(queue: Queue<Payload>, entry: Entry<Payload>): void {
  unlock(queue, entry);
  queue.counts[entry.state] -= 1;
  entry.state = 'deferred';
  queue.counts.deferred += 1;
}
