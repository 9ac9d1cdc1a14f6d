import { advance } from './advance.ts';
import { type Entry, hand, type Queue, type ReceiveMode, remove } from './queue.ts';

/** Hands over deferred entries by number, all of them or, if one is missing or locked, none. */
export function takeDeferred<Payload>(
  queue: Queue<Payload>,
  sequenceNumbers: readonly number[],
  mode: ReceiveMode,
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
