import { afterEach, describe, expect, it } from 'vitest';
import { cleanUp, only, QUEUE, startWithClient } from './broker-fixture.ts';

afterEach(cleanUp);

describe('settling', () => {
  it('completes', async () => {
    const { broker, sender, receiver } = await startWithClient();
    await sender.sendMessages({ body: 1 });
    const message = only(await receiver.receiveMessages(1));
    expect(broker.activeCount(QUEUE)).toBe(1);

    await receiver.completeMessage(message);

    expect(broker.activeCount(QUEUE)).toBe(0);
  });

  it('abandons, with changed properties, and counts the delivery', async () => {
    const { sender, receiver } = await startWithClient();
    await sender.sendMessages({ body: 1, applicationProperties: { kept: 1, changed: 1 } });
    const message = only(await receiver.receiveMessages(1));

    await receiver.abandonMessage(message, { changed: 2 });

    const again = only(await receiver.receiveMessages(1));
    expect(again.deliveryCount).toBe(1);
    expect(again.applicationProperties).toEqual({ kept: 1, changed: 2 });
    expect(again.sequenceNumber).toEqual(message.sequenceNumber);
    expect(again.lockToken).not.toBe(message.lockToken);
  });

  it('defers, and gives the message by its number alone', async () => {
    const { broker, sender, receiver } = await startWithClient();
    await sender.sendMessages([{ body: 'first' }, { body: 'second' }]);
    const [first] = await receiver.receiveMessages(1);
    if (!first?.sequenceNumber) throw new Error('No sequence number.');

    await receiver.deferMessage(first, { note: 'later' });

    expect(broker.activeCount(QUEUE)).toBe(1);
    expect(only(await receiver.receiveMessages(2, { maxWaitTimeInMs: 200 })).body).toBe('second');
    const deferred = only(await receiver.receiveDeferredMessages(first.sequenceNumber));
    expect(deferred).toMatchObject({ body: 'first', state: 'deferred', deliveryCount: 1 });
    expect(deferred.applicationProperties).toEqual({ note: 'later' });
  });

  it('settles a deferred message, whose token goes through management', async () => {
    const { sender, receiver } = await startWithClient();
    await sender.sendMessages([{ body: 1 }, { body: 2 }]);
    const messages = await receiver.receiveMessages(2);
    const numbers = messages.flatMap(({ sequenceNumber }) => sequenceNumber ?? []);
    for (const message of messages) await receiver.deferMessage(message);
    const [first, second] = await receiver.receiveDeferredMessages(numbers);
    if (!first || !second) throw new Error('Not deferred.');

    await receiver.completeMessage(first);
    await receiver.abandonMessage(second, { tried: true });

    await expect(receiver.receiveDeferredMessages(numbers)).rejects.toMatchObject({
      code: 'MessageNotFound',
    });
    const again = only(await receiver.receiveDeferredMessages(numbers.slice(1)));
    expect(again.applicationProperties).toEqual({ tried: true });
    await receiver.renewMessageLock(again);
    await receiver.deadLetterMessage(again);
  });

  it('answers a disposition that names a single id, and one that names many', async () => {
    const { broker, sender, receiver } = await startWithClient();
    await sender.sendMessages(Array.from({ length: 10 }, () => ({ body: '' })));
    const messages = await receiver.receiveMessages(10);
    const [first, ...others] = messages;
    if (!first) throw new Error('Nothing received.');

    await receiver.completeMessage(first);
    expect(broker.activeCount(QUEUE)).toBe(9);
    await Promise.all(others.map((message) => receiver.completeMessage(message)));

    expect(broker.activeCount(QUEUE)).toBe(0);
  });

  it('settles in any order', async () => {
    const { broker, sender, receiver, deadLetters } = await startWithClient();
    await sender.sendMessages(Array.from({ length: 9 }, (_, index) => ({ body: index })));
    const messages = await receiver.receiveMessages(9);

    await Promise.all(
      messages.reverse().map((message, index) => {
        if (index % 3 === 0) return receiver.completeMessage(message);
        if (index % 3 === 1) return receiver.deadLetterMessage(message);
        return receiver.deferMessage(message);
      }),
    );

    expect(broker.activeCount(QUEUE)).toBe(0);
    expect(broker.deadLetterCount(QUEUE)).toBe(3);
    expect(await deadLetters.receiveMessages(3)).toHaveLength(3);
  });
});
