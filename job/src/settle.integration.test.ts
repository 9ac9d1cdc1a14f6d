import { ServiceBusClient, type ServiceBusReceivedMessage } from '@azure/service-bus';
import { createLog } from '@blobscribe/core/log';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Broker, startBroker } from '../../local/src/service-bus/broker.ts';
import { until } from '../../test/support/until.ts';
import { createSettler, firstSeenOf } from './settle.ts';

const QUEUE = 'images';

let broker: Broker;
let client: ServiceBusClient;
let lines: string[];

beforeEach(async () => {
  lines = [];
  broker = await startBroker({ port: 0, queues: [{ name: QUEUE, lockSeconds: 1 }] });
  client = new ServiceBusClient(broker.connectionString);
});

afterEach(async () => {
  await client.close();
  await broker.close();
});

async function receiveOne(renewal: { maxAutoLockRenewalDurationInMs?: number } = {}) {
  await client.createSender(QUEUE).sendMessages({ body: { image: 1 }, messageId: 'event-1' });
  const receiver = client.createReceiver(QUEUE, renewal);
  const [message] = await receiver.receiveMessages(1);
  if (!message) throw new Error('nothing came');
  const log = createLog((line) => lines.push(line));
  return { message, settle: createSettler(receiver, client.createSender(QUEUE), log) };
}

async function rest(): Promise<ServiceBusReceivedMessage[]> {
  const messages = await client.createReceiver(QUEUE).peekMessages(10);
  return messages.sort((a, b) => Number(a.sequenceNumber?.compare(b.sequenceNumber ?? 0)));
}

describe('settling', () => {
  it('completes, and nothing is left', async () => {
    const { message, settle } = await receiveOne();

    await settle(message, { kind: 'complete' }, false);

    expect(broker.activeCount(QUEUE)).toBe(0);
  });

  it('dead-letters with the reason', async () => {
    const { message, settle } = await receiveOne();

    await settle(message, { kind: 'dead-letter', reason: 'why', description: 'more' }, false);

    expect(broker.activeCount(QUEUE)).toBe(0);
    expect(broker.deadLetterCount(QUEUE)).toBe(1);
  });

  it('takes a lost lock for no error', async () => {
    const { message, settle } = await receiveOne({ maxAutoLockRenewalDurationInMs: 0 });
    await until('the lock to expire', () => Date.now() > Number(message.lockedUntilUtc) + 50);

    await settle(message, { kind: 'complete' }, false);

    expect(lines.join('')).toContain('"lock-lost"');
    const again = await client
      .createReceiver(QUEUE, { receiveMode: 'receiveAndDelete' })
      .receiveMessages(1);
    expect(again).toHaveLength(1);
  });

  it('has a message come back at once when the execution is stopping, no delivery spent', async () => {
    const { message, settle } = await receiveOne();

    await settle(message, { kind: 'retry', reason: 'stopping' }, true);

    await until('the copy', () => broker.activeCount(QUEUE) === 1);
    expect(await rest()).toMatchObject([
      { messageId: 'event-1~1', deliveryCount: 0, state: 'active' },
    ]);
  });

  it('retries by a scheduled copy with a new id that knows when it was first seen', async () => {
    const { message, settle } = await receiveOne();

    await settle(message, { kind: 'retry', reason: '503 at https://a/b?sig=abc' }, false);

    const [copy] = await rest();
    expect(broker.scheduledCount(QUEUE)).toBe(1);
    expect(copy).toMatchObject({ messageId: 'event-1~1', body: { image: 1 }, deliveryCount: 0 });
    expect(copy?.applicationProperties?.reason).toBe('503 at https://a/b?sig=…');
    expect(copy && firstSeenOf(copy).getTime()).toBe(message.enqueuedTimeUtc?.getTime());
  });
});
