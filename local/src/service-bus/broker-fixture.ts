import { ServiceBusClient } from '@azure/service-bus';
import { type Broker, type BrokerOptions, startBroker } from './broker.ts';
import type { QueueOptions } from './entities.ts';

export const QUEUE = 'images';

const endings: (() => unknown)[] = [];

/** Remembers what has to be ended after the test. */
export function atEnd(end: () => unknown): void {
  endings.push(end);
}

/** Ends what the test has started, the last first; for `afterEach`. */
export async function cleanUp(): Promise<void> {
  for (const end of endings.splice(0).reverse()) await end();
}

/** A broker for one test, with a queue and a short lock unless told otherwise. */
export async function startTestBroker(
  queue: Partial<QueueOptions> = {},
  options: Partial<BrokerOptions> = {},
): Promise<Broker> {
  const queues = [{ name: QUEUE, lockSeconds: 5, ...queue }];
  const broker = await startBroker({ port: 0, queues, ...options });
  atEnd(() => broker.close());
  return broker;
}

/** The real client, which fails at once instead of trying again for minutes. */
export function connect(connectionString: string): ServiceBusClient {
  const retryOptions = { maxRetries: 0, timeoutInMs: 10_000 };
  const client = new ServiceBusClient(connectionString, { retryOptions });
  atEnd(() => client.close());
  return client;
}

/** A broker with the real client on it, and a sender and a receiver of its queue. */
export async function startWithClient(queue: Partial<QueueOptions> = {}) {
  const broker = await startTestBroker(queue);
  const client = connect(broker.connectionString);
  return {
    broker,
    client,
    sender: client.createSender(QUEUE),
    receiver: client.createReceiver(QUEUE, { maxAutoLockRenewalDurationInMs: 0 }),
    deadLetters: client.createReceiver(QUEUE, { subQueueType: 'deadLetter' }),
  };
}

/** Waits until a condition holds. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  timeoutMs = 5000,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Not within ${timeoutMs} ms: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** The one message that a test has to do with. */
export function only<Item>(items: readonly Item[]): Item {
  const [item] = items;
  if (item === undefined || items.length > 1) {
    throw new Error(`Expected one item, got ${items.length}.`);
  }
  return item;
}
