import type { ServiceBusReceivedMessage } from '@azure/service-bus';
import type { Delivery, EventContext } from 'rhea';
import { afterEach, describe, expect, it } from 'vitest';
import { connectClaimed, exchange, openReceiver } from './amqp-fixture.ts';
import { atEnd, cleanUp, only, QUEUE, startWithClient, until } from './broker-fixture.ts';

afterEach(cleanUp);

describe('receiving', () => {
  it('answers a drain with the credit used up, and the link lives on', async () => {
    const { sender, receiver } = await startWithClient();

    expect(await receiver.receiveMessages(10, { maxWaitTimeInMs: 50 })).toEqual([]);
    await sender.sendMessages([{ body: 1 }, { body: 2 }]);
    const startedAt = performance.now();
    expect(await receiver.receiveMessages(10, { maxWaitTimeInMs: 300 })).toHaveLength(2);
    expect(performance.now() - startedAt).toBeLessThan(2000);

    await sender.sendMessages({ body: 3 });
    expect(only(await receiver.receiveMessages(10, { maxWaitTimeInMs: 300 })).body).toBe(3);
  });

  it('answers a drain also when the last credit goes to a message', async () => {
    const { broker, sender } = await startWithClient();
    await sender.sendMessages([{ body: 1 }, { body: 2 }]);
    const receiver = await openReceiver(await connectClaimed(broker));
    const events: string[] = [];
    receiver.on('message', () => events.push('message'));
    receiver.on('receiver_drained', () => events.push('drained'));

    receiver.add_credit(1);
    receiver.drain_credit();

    await until(() => events.length === 2);
    expect(events).toEqual(['message', 'drained']);
  });

  it('goes on after more than a session buffer of messages', async () => {
    const { broker, sender, receiver } = await startWithClient();
    const total = 2500;
    for (let sent = 0; sent < total; sent += 500) {
      await sender.sendMessages(Array.from({ length: 500 }, () => ({ body: '' })));
    }

    let received = 0;
    while (received < total) {
      const messages = await receiver.receiveMessages(500, { maxWaitTimeInMs: 1000 });
      received += messages.length;
      await Promise.all(messages.map((message) => receiver.completeMessage(message)));
    }

    expect(broker.activeCount(QUEUE)).toBe(0);
  });

  it('keeps for the next receiver what a full session cannot take, and goes on when it can', async () => {
    const { broker, client, sender } = await startWithClient({ lockSeconds: 30 });
    for (let sent = 0; sent < 2200; sent += 550) {
      await sender.sendMessages(Array.from({ length: 550 }, () => ({ body: '' })));
    }
    const full = await openReceiver(await connectClaimed(broker));
    const held: Delivery[] = [];
    full.on('message', ({ delivery }: EventContext) => delivery && held.push(delivery));

    full.add_credit(2200);
    await until(() => held.length === 2048);
    for (const delivery of held.slice(0, 48)) delivery.accept();
    await until(() => held.length === 2096);

    const other = client.createReceiver(QUEUE);
    expect(await other.receiveMessages(200, { maxWaitTimeInMs: 1000 })).toHaveLength(104);
  });

  it('shares a queue fairly among its receivers', async () => {
    const { broker, client, sender } = await startWithClient();
    const counts = [0, 0, 0, 0];
    const receivers = counts.map((_, index) => {
      const receiver = client.createReceiver(QUEUE, { receiveMode: 'receiveAndDelete' });
      receiver.subscribe(
        {
          processMessage: async () => {
            counts[index] = (counts[index] ?? 0) + 1;
          },
          processError: async () => {},
        },
        { maxConcurrentCalls: 10 },
      );
      return receiver;
    });
    // Everyone is waiting once each has had something.
    await until(async () => {
      await sender.sendMessages(counts.map(() => ({ body: '' })));
      return counts.every((count) => count > 0);
    });
    counts.fill(0);

    await sender.sendMessages(Array.from({ length: 40 }, () => ({ body: '' })));
    await until(() => broker.activeCount(QUEUE) === 0 && counts.reduce((a, b) => a + b) >= 40);

    for (const count of counts) expect(count).toBeGreaterThanOrEqual(5);
    await Promise.all(receivers.map((receiver) => receiver.close()));
  });

  it('gives the credit of a management link nothing from the queue', async () => {
    const { broker, sender, receiver } = await startWithClient();
    const connection = await connectClaimed(broker);
    await exchange(connection, `${QUEUE}/$management`, {
      message_id: 'a',
      body: { 'from-sequence-number': 0, 'message-count': 1 },
      application_properties: { operation: 'com.microsoft:peek-message' },
    });

    // That response link still has credit; rhea keeps a window of 1,000 open.
    await sender.sendMessages({ body: 1 });

    expect(only(await receiver.receiveMessages(1)).deliveryCount).toBe(0);
  });

  it('waits on an empty queue and gets what comes', async () => {
    const { sender, receiver } = await startWithClient();

    const receiving = receiver.receiveMessages(1, { maxWaitTimeInMs: 5000 });
    await sender.sendMessages({ body: 'late' });

    expect(only(await receiving).body).toBe('late');
  });

  it('goes to and fro faster than acknowledgements are delayed', async () => {
    const { sender, receiver } = await startWithClient();
    const times: number[] = [];

    for (let index = 0; index < 21; index += 1) {
      const startedAt = performance.now();
      await sender.sendMessages({ body: index });
      const message = only(await receiver.receiveMessages(1));
      await receiver.completeMessage(message);
      times.push(performance.now() - startedAt);
    }

    const median = times.sort((left, right) => left - right)[10];
    expect(median).toBeLessThan(40);
  });

  it('sends unsettled under peek-lock, so that the credit of one call at a time returns', async () => {
    const { client, sender } = await startWithClient();
    const receiver = client.createReceiver(QUEUE);
    const received: unknown[] = [];
    const subscription = receiver.subscribe({
      processMessage: async ({ body }) => {
        received.push(body);
      },
      processError: async () => {},
    });
    atEnd(() => subscription.close());

    await sender.sendMessages([{ body: 1 }, { body: 2 }, { body: 3 }]);

    await until(() => received.length === 3);
    expect(received).toEqual([1, 2, 3]);
  });

  it('subscribes with automatic completion', async () => {
    const { broker, client, sender } = await startWithClient();
    const receiver = client.createReceiver(QUEUE);
    const received: ServiceBusReceivedMessage[] = [];
    const errors: Error[] = [];
    const subscription = receiver.subscribe(
      {
        processMessage: async (message) => {
          received.push(message);
        },
        processError: async ({ error }) => {
          errors.push(error);
        },
      },
      { maxConcurrentCalls: 4 },
    );
    atEnd(() => subscription.close());

    await sender.sendMessages(Array.from({ length: 20 }, (_, index) => ({ body: index })));

    await until(() => received.length === 20 && broker.activeCount(QUEUE) === 0);
    expect(errors).toEqual([]);
  });
});
