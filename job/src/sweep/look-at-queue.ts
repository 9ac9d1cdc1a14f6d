import type { ServiceBusClient, ServiceBusReceivedMessage } from '@azure/service-bus';
import { type BlobCreated, parseBlobCreated } from '@blobscribe/core/blob-created-event';
import { peekQueue } from '@blobscribe/core/peek-queue';
import { firstSeenOf } from '../settle.ts';

/** What the queue holds, as far as it could be seen. */
export type QueueView = {
  /** A message for this image waits, is in work or is scheduled, of whichever version. */
  isWaiting(name: string, etag: string): boolean;
  /** A message for this version of the image is dead. */
  isDead(name: string, etag: string): boolean;
  /** False if more messages wait, or lie dead, than were looked at. */
  readonly sawAll: boolean;
  /** Messages that wait. */
  readonly seen: number;
  readonly oldest: Date | undefined;
};

/**
 * Looks at up to `limit` messages of the queue, and then of its dead letters: one that dies meanwhile is
 * seen twice rather than not at all. Look before listing what is described: a message that is gone by
 * then has its record.
 */
export async function lookAtQueue(
  serviceBus: ServiceBusClient,
  queue: string,
  limit: number,
): Promise<QueueView> {
  const waiting = await peekQueue(serviceBus.createReceiver(queue), limit);
  const letters = serviceBus.createReceiver(queue, { subQueueType: 'deadLetter' });
  const dead = await peekQueue(letters, limit);
  const [inQueue, inDeadLetters] = [imagesIn(waiting.messages), imagesIn(dead.messages)];
  const times = waiting.messages.map((message) => firstSeenOf(message).getTime());
  return {
    // A message describes whatever version it finds, but only of the likeliest of its names.
    isWaiting: (name, etag) =>
      inQueue.names.has(name) || inQueue.versions.has(versionOf(name, etag)),
    isDead: (name, etag) => inDeadLetters.versions.has(versionOf(name, etag)),
    sawAll: waiting.sawAll && dead.sawAll,
    seen: waiting.messages.length,
    oldest: times.length === 0 ? undefined : new Date(times.reduce((a, b) => Math.min(a, b))),
  };
}

function imagesIn(messages: readonly ServiceBusReceivedMessage[]) {
  const names = new Set<string>();
  const versions = new Set<string>();
  for (const { body } of messages) {
    const event = readEvent(body);
    const [likeliest] = event?.names ?? [];
    if (!event || likeliest === undefined) continue;
    names.add(likeliest);
    for (const name of event.names) versions.add(versionOf(name, event.etag));
  }
  return { names, versions };
}

function readEvent(body: unknown): BlobCreated | undefined {
  try {
    return parseBlobCreated(body);
  } catch {
    // It makes no sense and stands for no image: the job dead-letters it, and a person looks.
    return undefined;
  }
}

function versionOf(name: string, etag: string): string {
  return `${etag} ${name}`;
}
