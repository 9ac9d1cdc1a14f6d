import type { ServiceBusClient } from '@azure/service-bus';
import { connectServiceBus, type ServiceBusSettings } from '../connect-service-bus.ts';
import { connectStorage, type StorageSettings } from '../connect-storage.ts';
import { withDeadline } from '../deadline.ts';
import type { DeadLetter, Removal } from './dead-letter.ts';
import { createEventGridDeadLetters } from './event-grid-dead-letters.ts';
import { createQueueDeadLetters } from './queue-dead-letters.ts';
import { createResender } from './resend.ts';

/** Closing the connection may hang (Azure/azure-sdk-for-js#24542). */
const CLOSE_DEADLINE_MS = 2_000;

export type DeadLetters = {
  /** The queue's first, then Event Grid's. */
  list(): Promise<readonly DeadLetter[]>;
  /** Sends those with these ids to the queue again, and takes them away. */
  redrive(ids: ReadonlySet<string>): AsyncIterable<Removal>;
  /** Takes those with these ids away for good. */
  discard(ids: ReadonlySet<string>): AsyncIterable<Removal>;
  close(): Promise<void>;
};

type Settings = StorageSettings & ServiceBusSettings & { readonly QUEUE_NAME: string };

/** All that lies dead: messages of the queue, and events that Event Grid could not deliver to it. */
export async function openDeadLetters(settings: Settings): Promise<DeadLetters> {
  const [storage, serviceBus] = await Promise.all([
    connectStorage(settings),
    connectServiceBus(settings),
  ]);
  const { send, tidy } = createResender(storage, serviceBus.createSender(settings.QUEUE_NAME));
  const queue = createQueueDeadLetters(serviceBus, settings.QUEUE_NAME);
  const eventGrid = createEventGridDeadLetters(storage);

  async function* remove(
    ids: ReadonlySet<string>,
    before: (letter: DeadLetter) => Promise<void>,
  ): AsyncGenerator<Removal> {
    const ofEventGrid = new Set([...ids].filter((id) => id.includes('/')));
    yield* queue.remove(ids.difference(ofEventGrid), before);
    yield* eventGrid.remove(ofEventGrid, before);
  }

  return {
    async list() {
      const found = await Promise.all([listQueue(settings), eventGrid.list()]);
      return found.flat();
    },
    async *redrive(ids) {
      for await (const removal of remove(ids, send)) {
        if (removal.error === undefined) await tidy(removal.letter);
        yield removal;
      }
    },
    discard: (ids) => remove(ids, async () => {}),
    close: () => close(serviceBus),
  };
}

/** With a client of its own, for a second look of the same client would begin where the first ended. */
async function listQueue(settings: Settings): Promise<readonly DeadLetter[]> {
  const serviceBus = await connectServiceBus(settings);
  try {
    return await createQueueDeadLetters(serviceBus, settings.QUEUE_NAME).list();
  } finally {
    await close(serviceBus);
  }
}

function close(serviceBus: ServiceBusClient): Promise<void> {
  return withDeadline('closing the connection', CLOSE_DEADLINE_MS, () => serviceBus.close());
}
