import rhea from 'rhea';
import { afterEach, describe, expect, it } from 'vitest';
import { connectClaimed, exchange } from './amqp-fixture.ts';
import { cleanUp, only, QUEUE, startWithClient, until } from './broker-fixture.ts';

afterEach(cleanUp);

const inAnHour = () => new Date(Date.now() + 3_600_000);

describe('peeking', () => {
  it('finds nothing in an empty queue', async () => {
    const { broker, receiver } = await startWithClient();

    const response = await exchange(await connectClaimed(broker), `${QUEUE}/$management`, {
      message_id: 'm',
      body: { 'from-sequence-number': 0, 'message-count': 1 },
      application_properties: { operation: 'com.microsoft:peek-message' },
    });

    expect(response.application_properties.statusCode).toBe(204);
    expect(await receiver.peekMessages(5)).toEqual([]);
  });

  it('sees active, locked, deferred and scheduled messages in order, and touches none', async () => {
    const { broker, sender, receiver } = await startWithClient();
    await sender.sendMessages([{ body: 'deferred' }, { body: 'locked' }]);
    const [first] = await receiver.receiveMessages(2);
    if (!first) throw new Error('Nothing received.');
    await receiver.deferMessage(first);
    await sender.scheduleMessages({ body: 'scheduled' }, inAnHour());
    await sender.sendMessages({ body: 'active' });

    const peeked = await receiver.peekMessages(10);

    expect(peeked.map(({ body, state, deliveryCount }) => [body, state, deliveryCount])).toEqual([
      ['deferred', 'deferred', 1],
      ['locked', 'active', 0],
      ['scheduled', 'scheduled', 0],
      ['active', 'active', 0],
    ]);
    expect(broker.activeCount(QUEUE)).toBe(2);
  });

  it('goes on where it was, and starts from a number if given one', async () => {
    const { sender, receiver } = await startWithClient();
    await sender.sendMessages([{ body: 1 }, { body: 2 }, { body: 3 }]);

    const [, second] = await receiver.peekMessages(2);
    const [third, ...others] = await receiver.peekMessages(2);

    expect([second?.body, third?.body, others]).toEqual([2, 3, []]);
    const options = second?.sequenceNumber && { fromSequenceNumber: second.sequenceNumber };
    const again = await receiver.peekMessages(9, options);
    expect(again.map(({ body }) => body)).toEqual([2, 3]);
  });

  it('works on the dead-letter queue', async () => {
    const { broker, sender, receiver, deadLetters } = await startWithClient();
    await sender.sendMessages([{ body: 1 }, { body: 2 }]);
    const messages = await receiver.receiveMessages(2);
    for (const message of messages.reverse()) {
      await receiver.deadLetterMessage(message, {
        deadLetterReason: 'Why',
        deadLetterErrorDescription: 'So.',
      });
    }

    const peeked = await deadLetters.peekMessages(5);

    expect(peeked.map(({ body, deadLetterReason }) => [body, deadLetterReason])).toEqual([
      [1, 'Why'],
      [2, 'Why'],
    ]);
    expect(broker.deadLetterCount(QUEUE)).toBe(2);
  });
});

describe('a scheduled message', () => {
  it('waits for its time when scheduled through management', async () => {
    const { broker, sender, receiver } = await startWithClient();
    const due = new Date(Date.now() + 800);

    const numbers = await sender.scheduleMessages([{ body: 1 }, { body: 2 }], due);

    expect(numbers.map(Number)).toEqual([1, 2]);
    expect([broker.activeCount(QUEUE), broker.scheduledCount(QUEUE)]).toEqual([0, 2]);
    const messages = await receiver.receiveMessages(2, { maxWaitTimeInMs: 3000 });
    expect(messages.map(({ body }) => body)).toEqual([1, 2]);
    expect(Date.now()).toBeGreaterThanOrEqual(due.getTime());
    expect(broker.scheduledCount(QUEUE)).toBe(0);
  });

  it('waits for its time when it was sent plainly, and in a batch', async () => {
    const { broker, sender, receiver } = await startWithClient();
    const scheduledEnqueueTimeUtc = new Date(Date.now() + 800);

    await sender.sendMessages({ body: 1, scheduledEnqueueTimeUtc });
    await sender.sendMessages([{ body: 2, scheduledEnqueueTimeUtc }, { body: 'at once' }]);

    expect([broker.activeCount(QUEUE), broker.scheduledCount(QUEUE)]).toEqual([1, 2]);
    expect(only(await receiver.receiveMessages(1)).body).toBe('at once');
    await until(() => broker.activeCount(QUEUE) === 3);
    const message = only(await receiver.receiveMessages(1));
    expect(message.enqueuedTimeUtc?.getTime()).toBeGreaterThanOrEqual(
      scheduledEnqueueTimeUtc.getTime(),
    );
  });

  it('is never sent when it is cancelled, and cannot be cancelled twice', async () => {
    const { broker, sender } = await startWithClient();
    const numbers = await sender.scheduleMessages([{ body: 1 }, { body: 2 }], inAnHour());

    await sender.cancelScheduledMessages(numbers.slice(0, 1));

    expect(broker.scheduledCount(QUEUE)).toBe(1);
    await expect(sender.cancelScheduledMessages(numbers)).rejects.toMatchObject({
      code: 'MessageNotFound',
    });
    expect(broker.scheduledCount(QUEUE)).toBe(1);
  });
});

describe('a management request', () => {
  it.each([
    ['of an unknown operation', 'com.microsoft:anything', {}, 501],
    ['for a session', 'com.microsoft:get-session-state', { 'session-id': 's' }, 501],
    ['without its fields', 'com.microsoft:renew-lock', {}, 400],
  ])('%s is answered with its status in statusCode', async (_, operation, body, status) => {
    const { broker } = await startWithClient();
    const connection = await connectClaimed(broker);

    const response = await exchange(connection, `${QUEUE}/$management`, {
      message_id: 'm',
      body,
      application_properties: { operation },
    });

    expect(response.application_properties.statusCode).toBe(status);
    expect(response.application_properties.errorCondition).toBeDefined();
    expect(response.correlation_id).toBe('m');
  });

  it('renews several locks at once and answers their expirations', async () => {
    const { broker, sender, receiver } = await startWithClient();
    await sender.sendMessages([{ body: 1 }, { body: 2 }]);
    const messages = await receiver.receiveMessages(2);
    const tokens = messages.map(({ lockToken = '' }) =>
      Buffer.from(lockToken.replaceAll('-', ''), 'hex'),
    );

    const response = await exchange(await connectClaimed(broker), `${QUEUE}/$management`, {
      message_id: 1,
      body: { 'lock-tokens': rhea.types.wrap_array(tokens, 0x98, undefined) },
      application_properties: { operation: 'com.microsoft:renew-lock' },
    });

    expect(response.body.expirations).toHaveLength(2);
    expect(response.correlation_id).toBe(1);
  });
});
