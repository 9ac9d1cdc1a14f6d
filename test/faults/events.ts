import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceBusSender } from '@azure/service-bus';
import { blobCreatedEvent } from '../../core/src/blob-created-event.ts';
import type { Random } from './random.ts';
import type { Accepted } from './uploads.ts';

/** What becomes of events between storage and queue. */
export type EventChaos = {
  /** How often each is sent, every time under a new id, which duplicate detection cannot know. */
  readonly copies?: number;
  readonly isShuffled?: boolean;
  /** Each comes up to so much later. */
  readonly mostDelayMs?: number;
  /** The share that never comes. */
  readonly dropped?: number;
};

/** Queue and storage reject larger batches; and sending one by one would take a minute. */
const BATCH = 50;

/** Tells the queue of uploads as Event Grid would, on a day as bad as `chaos` says; returns how many events it sent. */
export async function sendEvents(
  sender: ServiceBusSender,
  uploads: readonly Accepted[],
  random: Random,
  chaos: EventChaos = {},
): Promise<number> {
  const { copies = 1, isShuffled = false, mostDelayMs = 0, dropped = 0 } = chaos;
  const kept = uploads.filter(() => random.next() >= dropped);
  const inOrder = kept.flatMap((upload) => Array.from({ length: copies }, () => upload));
  const events = (isShuffled ? random.shuffled(inOrder) : inOrder).map(eventOf);
  const pauseMs = (mostDelayMs * BATCH) / Math.max(1, events.length);
  for (let at = 0; at < events.length; at += BATCH) {
    await sender.sendMessages(events.slice(at, at + BATCH));
    if (pauseMs > 0) await sleep(pauseMs);
  }
  return events.length;
}

function eventOf({ name, etag }: Accepted) {
  const blob = {
    api: 'PutBlob',
    name,
    etag,
    contentLength: 1,
    contentType: 'image/jpeg',
    blobType: 'BlockBlob',
    endpoint: 'http://127.0.0.1/devstoreaccount1',
    source: '/faults',
  };
  const messageId = randomUUID();
  const body = blobCreatedEvent(blob, messageId, new Date());
  return { body, messageId, contentType: 'application/json' };
}
