import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { connectClaimed, openReceiver } from './amqp-fixture.ts';
import { atEnd, cleanUp, connect, only, QUEUE, startWithClient, until } from './broker-fixture.ts';

afterEach(cleanUp);

describe('a lock', () => {
  it('expires by itself: the message comes again and the old lock is lost', async () => {
    const { sender, receiver } = await startWithClient({ lockSeconds: 1 });
    await sender.sendMessages({ body: 1 });
    const message = only(await receiver.receiveMessages(1));

    const again = only(await receiver.receiveMessages(1, { maxWaitTimeInMs: 3000 }));

    expect(again.deliveryCount).toBe(1);
    expect(Date.now()).toBeGreaterThanOrEqual(message.lockedUntilUtc?.getTime() ?? 0);
    const lost = { code: 'MessageLockLost' };
    await expect(receiver.completeMessage(message)).rejects.toMatchObject(lost);
    await expect(receiver.renewMessageLock(message)).rejects.toMatchObject(lost);
    await receiver.completeMessage(again);
  });

  it('holds for another term when it is renewed', async () => {
    const { sender, receiver } = await startWithClient({ lockSeconds: 1.5 });
    await sender.sendMessages({ body: 1 });
    const message = only(await receiver.receiveMessages(1));
    const { lockedUntilUtc } = message;

    const renewed = [];
    for (let times = 0; times < 3; times += 1) {
      expect(await receiver.receiveMessages(1, { maxWaitTimeInMs: 600 })).toEqual([]);
      renewed.push(await receiver.renewMessageLock(message));
    }

    expect(renewed[2]?.getTime()).toBeGreaterThan((lockedUntilUtc?.getTime() ?? 0) + 1500);
    await receiver.completeMessage(message);
  });

  it('is renewed by the client itself, for a message without an id too', async () => {
    const { broker, client, sender } = await startWithClient({ lockSeconds: 4 });
    const receiver = client.createReceiver(QUEUE);
    const deliveries: unknown[] = [];
    const errors: unknown[] = [];
    const subscription = receiver.subscribe({
      processMessage: async ({ deliveryCount }) => {
        deliveries.push(deliveryCount);
        await new Promise((resolve) => setTimeout(resolve, 5000));
      },
      processError: async ({ error }) => {
        errors.push(error);
      },
    });
    atEnd(() => subscription.close());

    await sender.sendMessages({ body: 1 });
    await until(() => broker.activeCount(QUEUE) === 0 && deliveries.length > 0, 20_000);

    expect(deliveries).toEqual([0]);
    expect(errors).toEqual([]);
  });

  it('stays when its receiver closes, and can be settled without it', async () => {
    const { broker, client, sender, receiver } = await startWithClient({ lockSeconds: 1.5 });
    await sender.sendMessages([{ body: 1 }, { body: 2 }]);
    const [first, second] = await receiver.receiveMessages(2);
    if (!first || !second) throw new Error('Nothing received.');
    await receiver.close();
    const other = client.createReceiver(QUEUE, { maxAutoLockRenewalDurationInMs: 0 });

    expect(await other.receiveMessages(2, { maxWaitTimeInMs: 300 })).toEqual([]);
    await other.completeMessage(first);
    expect(broker.activeCount(QUEUE)).toBe(1);

    const again = only(await other.receiveMessages(1, { maxWaitTimeInMs: 3000 }));
    expect(again).toMatchObject({ body: 2, deliveryCount: 1 });
  });

  it('stays when the connection drops', async () => {
    const { broker, sender, receiver } = await startWithClient({ lockSeconds: 1.5 });
    await sender.sendMessages({ body: 1 });
    const connection = await connectClaimed(broker);
    const bare = await openReceiver(connection);
    bare.add_credit(10);
    await once(bare, 'message');

    connection.socket.destroy();

    expect(await receiver.receiveMessages(1, { maxWaitTimeInMs: 300 })).toEqual([]);
    const again = only(await receiver.receiveMessages(1, { maxWaitTimeInMs: 3000 }));
    expect(again.deliveryCount).toBe(1);
  });

  it('stays with a dead connection, which gets nothing more', async () => {
    const { broker, sender, receiver } = await startWithClient({ lockSeconds: 60 });
    const connection = await connectClaimed(broker);
    const bare = await openReceiver(connection);
    bare.add_credit(10);
    const received = once(bare, 'message');
    await sender.sendMessages({ body: 1 });
    await received;

    connection.socket.destroy();
    // By the answer to this the broker has seen the end of the other connection, too.
    await receiver.peekMessages(1);
    await sender.sendMessages({ body: 2 });

    expect(only(await receiver.receiveMessages(1)).body).toBe(2);
  });

  it('outlives the client that has it', async () => {
    const { broker, client, sender, receiver } = await startWithClient();
    await sender.sendMessages({ body: 1 });
    const message = only(await receiver.receiveMessages(1));
    await client.close();

    const other = connect(broker.connectionString).createReceiver(QUEUE);

    expect(await other.receiveMessages(1, { maxWaitTimeInMs: 200 })).toEqual([]);
    expect(message.lockedUntilUtc?.getTime()).toBeGreaterThan(Date.now());
    expect(broker.activeCount(QUEUE)).toBe(1);
  });
});
