import { advance, deadLetter, giveBack } from './advance.ts';
import { type Entry, lock, type Properties, type Queue, remove, unlock } from './queue.ts';

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

function defer<Payload>(queue: Queue<Payload>, entry: Entry<Payload>): void {
  unlock(queue, entry);
  queue.counts[entry.state] -= 1;
  entry.state = 'deferred';
  queue.counts.deferred += 1;
}
