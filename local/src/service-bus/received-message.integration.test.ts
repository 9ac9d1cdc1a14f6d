import type { EventContext } from 'rhea';
import { afterEach, describe, expect, it } from 'vitest';
import { connectClaimed, openReceiver } from './amqp-fixture.ts';
import { cleanUp, only, QUEUE, startWithClient } from './broker-fixture.ts';

afterEach(cleanUp);

describe('a received message', () => {
  it('has a number, times, a lock token and a first delivery count of 0', async () => {
    const { sender, receiver } = await startWithClient();
    const before = Date.now();

    await sender.sendMessages({ body: { a: 1 }, messageId: 'm1' });
    const message = only(await receiver.receiveMessages(1));

    expect(message).toMatchObject({
      body: { a: 1 },
      messageId: 'm1',
      deliveryCount: 0,
      state: 'active',
    });
    expect(message.sequenceNumber?.toNumber()).toBe(1);
    expect(message.enqueuedSequenceNumber).toBe(1);
    expect(message.enqueuedTimeUtc?.getTime()).toBeGreaterThanOrEqual(before);
    expect(message.lockedUntilUtc?.getTime()).toBeGreaterThanOrEqual(before + 5000);
    expect(message.lockToken).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab]/);
  });

  it('carries its delivery count on the wire at 0 too, and a tag of 16 bytes', async () => {
    const { broker, sender } = await startWithClient();
    await sender.sendMessages({ body: 1 });
    const receiver = await openReceiver(await connectClaimed(broker));

    receiver.add_credit(1);
    const { message, delivery } = await new Promise<EventContext>((resolve) =>
      receiver.once('message', resolve),
    );

    expect(message?.delivery_count).toBe(0);
    expect(delivery?.tag).toHaveLength(16);
  });

  it('keeps everything that was sent', async () => {
    const { sender, receiver } = await startWithClient();
    const sent = {
      body: 'text',
      messageId: 42,
      contentType: 'text/plain',
      correlationId: 'c',
      subject: 's',
      to: 't',
      replyTo: 'r',
      partitionKey: 'p',
      timeToLive: 60_000,
      applicationProperties: { text: 'ü', whole: 7, real: 1.5, yes: true, when: new Date(5) },
    };

    await sender.sendMessages(sent);
    const message = only(await receiver.receiveMessages(1));

    expect(message).toMatchObject({
      ...sent,
      applicationProperties: { ...sent.applicationProperties, when: 5 },
    });
  });

  it('keeps bodies of every AMQP kind', async () => {
    const { sender, receiver } = await startWithClient();
    const bodies = [
      { bodyType: 'value' as const, body: { nested: [1, 'two', null] } },
      { bodyType: 'sequence' as const, body: [1, 2, 3] },
      { bodyType: 'data' as const, body: Buffer.alloc(150_000, 1) },
    ];

    for (const body of bodies) await sender.sendMessages(body);
    const received = await receiver.receiveMessages(3);

    expect(received.map(({ body }) => body)).toEqual(bodies.map(({ body }) => body));
  });

  it('gets an id if it has none', async () => {
    const { sender, receiver } = await startWithClient();

    await sender.sendMessages({ body: 1, applicationProperties: { kept: true } });

    const message = only(await receiver.receiveMessages(1));
    expect(message.messageId).toMatch(/^[0-9a-f]{32}$/);
    expect(message.applicationProperties).toEqual({ kept: true });
  });

  it('is one of as many as were in the batch', async () => {
    const { broker, sender, receiver } = await startWithClient();
    const batch = await sender.createMessageBatch();
    for (let index = 0; index < 50; index += 1) batch.tryAddMessage({ body: index });

    await sender.sendMessages(batch);
    expect(broker.activeCount(QUEUE)).toBe(50);
    const messages = await receiver.receiveMessages(50);

    expect(messages.map(({ body }) => body)).toEqual([...Array(50).keys()]);
  });

  it('is gone at once in receive-and-delete mode', async () => {
    const { broker, client, sender } = await startWithClient();
    await sender.sendMessages([{ body: 1 }, { body: 2 }, { body: 3 }]);
    const receiver = client.createReceiver(QUEUE, { receiveMode: 'receiveAndDelete' });

    const messages = await receiver.receiveMessages(3);

    expect(messages.map(({ body, deliveryCount }) => [body, deliveryCount])).toEqual([
      [1, 0],
      [2, 0],
      [3, 0],
    ]);
    expect(broker.activeCount(QUEUE)).toBe(0);
  });
});
