import type {
  ServiceBusClient,
  ServiceBusReceivedMessage,
  ServiceBusReceiver,
} from '@azure/service-bus';
import { readEvent } from '@blobscribe/core/dead-letters/read-event';
import { withDeadline } from '@blobscribe/core/deadline';
import { peekQueue } from '@blobscribe/core/peek-queue';
import { firstSeenOf } from '../settle.ts';

const PEEK_DEADLINE_MS = 30_000;

/** What the queue holds, as far as it could be seen. */
export type QueueView = {
  /** A message for this image waits, is in work or is scheduled, of whichever version. */
  isWaiting(name: string, etag: string): boolean;
  /** A message for this version of the image is dead: it was, at the look, and still lies there now. */
  isDead(name: string, etag: string): Promise<boolean>;
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
  const inQueue = imagesIn(waiting.messages);
  const inDeadLetters = imagesIn(dead.messages);
  const times = waiting.messages.map((message) => firstSeenOf(message).getTime());
  return {
    // A message describes whatever version it finds, but only of the likeliest of its names.
    isWaiting: (name, etag) =>
      inQueue.names.has(name) || inQueue.versions.has(versionOf(name, etag)),
    isDead: async (name, etag) => {
      const letter = inDeadLetters.versions.get(versionOf(name, etag));
      return letter !== undefined && isStillThere(letters, letter);
    },
    sawAll: waiting.sawAll && dead.sawAll,
    seen: waiting.messages.length,
    oldest: times.length === 0 ? undefined : new Date(times.reduce((a, b) => Math.min(a, b))),
  };
}

function imagesIn(messages: readonly ServiceBusReceivedMessage[]) {
  const names = new Set<string>();
  const versions = new Map<string, ServiceBusReceivedMessage>();
  for (const message of messages) {
    // One that makes no sense stands for no image: the job dead-letters it, and a person looks.
    const event = readEvent(message.body);
    const [likeliest] = event?.names ?? [];
    if (!event || likeliest === undefined) continue;
    names.add(likeliest);
    for (const name of event.names) versions.set(versionOf(name, event.etag), message);
  }
  return { names, versions };
}

/** Somebody may just have sent it to the queue again: its image is not to end now. */
async function isStillThere(
  letters: ServiceBusReceiver,
  { sequenceNumber }: ServiceBusReceivedMessage,
): Promise<boolean> {
  if (!sequenceNumber) return false;
  const [found] = await withDeadline('peeking at a dead letter', PEEK_DEADLINE_MS, (abortSignal) =>
    letters.peekMessages(1, { fromSequenceNumber: sequenceNumber, abortSignal }),
  );
  return found?.sequenceNumber?.equals(sequenceNumber) ?? false;
}

function versionOf(name: string, etag: string): string {
  return `${etag} ${name}`;
}
