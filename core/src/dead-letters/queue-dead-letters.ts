import type {
  ServiceBusClient,
  ServiceBusReceivedMessage,
  ServiceBusReceiver,
} from '@azure/service-bus';
import { withDeadline } from '../deadline.ts';
import { peekQueue } from '../peek-queue.ts';
import type { DeadLetter, DeadLetterPlace, Removal } from './dead-letter.ts';
import { readEvent } from './read-event.ts';

/** As many as are shown; whoever has more takes them away first. */
const MAX_LETTERS = 5_000;
/** In work at a time, each within its lock. */
const AT_A_TIME = 50;
const WAIT_MS = 5_000;
const CALL_DEADLINE_MS = 30_000;

/** The dead letters of a queue; a client lists them once: see `peekQueue`. */
export function createQueueDeadLetters(client: ServiceBusClient, queue: string): DeadLetterPlace {
  const open = () => client.createReceiver(queue, { subQueueType: 'deadLetter' });

  async function list(): Promise<readonly DeadLetter[]> {
    const { messages } = await peekQueue(open(), MAX_LETTERS);
    return messages.map(letterOf);
  }

  /** A message cannot be asked for: those in the way are held until the end, and given back then. */
  async function* remove(
    ids: ReadonlySet<string>,
    before: (letter: DeadLetter) => Promise<void>,
  ): AsyncGenerator<Removal> {
    const receiver = open();
    const left = new Set(ids);
    const held = new Map<string, ServiceBusReceivedMessage>();
    try {
      while (left.size > 0) {
        const page = await receive(receiver);
        // Whatever comes again had its lock run out: all has been seen.
        const fresh = page.filter((message) => !held.has(idOf(message)));
        if (fresh.length === 0) return;
        const wanted = fresh.filter((message) => left.delete(idOf(message)));
        for (const message of fresh) held.set(idOf(message), message);
        const removals = await Promise.all(
          wanted.map((message) => removeOne(receiver, message, before)),
        );
        for (const { letter, error } of removals) if (!error) held.delete(letter.id);
        yield* removals;
      }
    } finally {
      await Promise.allSettled([...held.values()].map((message) => giveBack(receiver, message)));
    }
  }

  return { list, remove };
}

async function removeOne(
  receiver: ServiceBusReceiver,
  message: ServiceBusReceivedMessage,
  before: (letter: DeadLetter) => Promise<void>,
): Promise<Removal> {
  const letter = letterOf(message);
  try {
    await before(letter);
    await withDeadline('completing', CALL_DEADLINE_MS, () => receiver.completeMessage(message));
    return { letter };
  } catch (error) {
    return { letter, error };
  }
}

/** It may never return by itself (Azure/azure-sdk-for-js#25355). */
function receive(receiver: ServiceBusReceiver): Promise<ServiceBusReceivedMessage[]> {
  return withDeadline('receiving dead letters', WAIT_MS + CALL_DEADLINE_MS, () =>
    receiver.receiveMessages(AT_A_TIME, { maxWaitTimeInMs: WAIT_MS }),
  );
}

function giveBack(receiver: ServiceBusReceiver, message: ServiceBusReceivedMessage) {
  return withDeadline('giving back', CALL_DEADLINE_MS, () => receiver.abandonMessage(message));
}

function letterOf(message: ServiceBusReceivedMessage): DeadLetter {
  const { body, applicationProperties, deliveryCount = 0, enqueuedTimeUtc } = message;
  const { messageId, deadLetterReason: reason, deadLetterErrorDescription: description } = message;
  const event = readEvent(body);
  const since = event?.occurredAt ?? enqueuedTimeUtc ?? new Date();
  return {
    id: idOf(message),
    origin: 'queue',
    events: [
      { body, name: event?.names[0], reason, description, deliveries: deliveryCount, since },
    ],
    content: { messageId, enqueuedTimeUtc, deliveryCount, applicationProperties, body },
  };
}

function idOf({ sequenceNumber }: ServiceBusReceivedMessage): string {
  return String(sequenceNumber);
}
