import {
  connectServiceBus,
  connectStorage,
  type ServiceBusSettings,
  type StorageSettings,
} from '../azure-clients.ts';
import { withDeadline } from '../deadline.ts';
import type { DeadLetter, DeadLetterPlace, Removal } from './dead-letter.ts';
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

/** All that lies dead: messages of the queue, and events that Event Grid could not deliver to it. */
export async function openDeadLetters(
  settings: StorageSettings & ServiceBusSettings & { readonly QUEUE_NAME: string },
): Promise<DeadLetters> {
  const [storage, serviceBus] = await Promise.all([
    connectStorage(settings),
    connectServiceBus(settings),
  ]);
  const resend = createResender(storage, serviceBus.createSender(settings.QUEUE_NAME));
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

  const places: readonly DeadLetterPlace[] = [queue, eventGrid];
  return {
    list: async () => (await Promise.all(places.map((place) => place.list()))).flat(),
    redrive: (ids) => remove(ids, resend),
    discard: (ids) => remove(ids, async () => {}),
    close: () =>
      withDeadline('closing the connection', CLOSE_DEADLINE_MS, () => serviceBus.close()),
  };
}
