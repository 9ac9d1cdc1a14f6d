import { once } from 'node:events';
import type { EventContext } from 'rhea';
import rhea from 'rhea';
import { afterEach, describe, expect, it } from 'vitest';
import { connectClaimed, openReceiver } from './amqp-fixture.ts';
import { cleanUp, only, QUEUE, startWithClient } from './broker-fixture.ts';

afterEach(cleanUp);

const { types } = rhea;

/** The outcome of a client that, unlike the JavaScript one, writes the info map with symbols as keys. */
function rejectedBySymbols(info: object): unknown {
  const condition = types.wrap_symbol('com.microsoft:dead-letter');
  const error = types.described(
    types.wrap_ulong(0x1d),
    types.wrap_list([condition, null, types.wrap_symbolic_map(info)]),
  );
  return types.described(types.wrap_ulong(0x25), types.wrap_list([error]));
}

describe('dead-lettering', () => {
  it('keeps reason, description, properties and source', async () => {
    const { broker, sender, receiver, deadLetters } = await startWithClient();
    await sender.sendMessages({ body: 1, messageId: 'bad' });
    const message = only(await receiver.receiveMessages(1));

    await receiver.deadLetterMessage(message, {
      deadLetterReason: 'Unreadable',
      deadLetterErrorDescription: 'No JSON.',
      extra: 7,
    });

    expect([broker.activeCount(QUEUE), broker.deadLetterCount(QUEUE)]).toEqual([0, 1]);
    const dead = only(await deadLetters.receiveMessages(1));
    expect(dead).toMatchObject({
      messageId: 'bad',
      deadLetterReason: 'Unreadable',
      deadLetterErrorDescription: 'No JSON.',
      deadLetterSource: QUEUE,
      sequenceNumber: message.sequenceNumber,
    });
    expect(dead.applicationProperties).toMatchObject({ DeadLetterReason: 'Unreadable', extra: 7 });
    await deadLetters.completeMessage(dead);
    expect(broker.deadLetterCount(QUEUE)).toBe(0);
  });

  it('reads an info map with symbol keys as well', async () => {
    const { broker, sender, deadLetters } = await startWithClient();
    await sender.sendMessages({ body: 1 });
    const receiver = await openReceiver(await connectClaimed(broker));
    receiver.add_credit(1);
    const [{ delivery }] = (await once(receiver, 'message')) as [EventContext];

    delivery?.update(false, rejectedBySymbols({ DeadLetterReason: 'ByName' }));

    expect(only(await deadLetters.receiveMessages(1)).deadLetterReason).toBe('ByName');
  });

  it('happens by itself after the last try', async () => {
    const { broker, sender, receiver, deadLetters } = await startWithClient({
      maxDeliveryCount: 2,
    });
    await sender.sendMessages({ body: 1 });

    for (let tries = 0; tries < 2; tries += 1) {
      await receiver.abandonMessage(only(await receiver.receiveMessages(1)));
    }

    expect([broker.activeCount(QUEUE), broker.deadLetterCount(QUEUE)]).toEqual([0, 1]);
    const dead = only(await deadLetters.receiveMessages(1));
    expect(dead).toMatchObject({ deadLetterReason: 'MaxDeliveryCountExceeded', deliveryCount: 2 });
    await deadLetters.abandonMessage(dead);
    expect(broker.deadLetterCount(QUEUE)).toBe(1);
  });

  it('is found under any spelling of the sub-queue', async () => {
    const { client, sender, receiver } = await startWithClient();
    await sender.sendMessages([{ body: 1 }, { body: 2 }]);
    for (const message of await receiver.receiveMessages(2)) {
      await receiver.deadLetterMessage(message);
    }

    for (const name of ['$deadletterqueue', '$DeadLetterQueue']) {
      const dead = client.createReceiver(`${QUEUE}/${name}`, { receiveMode: 'receiveAndDelete' });
      expect(await dead.receiveMessages(1)).toHaveLength(1);
    }
  });
});
