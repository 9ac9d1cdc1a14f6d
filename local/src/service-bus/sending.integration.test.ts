import type { EventContext } from 'rhea';
import { afterEach, describe, expect, it } from 'vitest';
import { connectClaimed, openSender } from './amqp-fixture.ts';
import { cleanUp, connect, QUEUE, startWithClient, until } from './broker-fixture.ts';

afterEach(cleanUp);

describe('sending', () => {
  it('announces the size limit and refuses what is larger with MessageSizeExceeded', async () => {
    const { broker, sender } = await startWithClient({ maxMessageBytes: 10_000 });

    const sending = sender.sendMessages({ body: Buffer.alloc(10_001) });

    await expect(sending).rejects.toMatchObject({ code: 'MessageSizeExceeded' });
    expect((await sender.createMessageBatch()).maxSizeInBytes).toBe(10_000);
    expect(broker.activeCount(QUEUE)).toBe(0);
  });

  it('takes a batch that is filled to the brim', async () => {
    const { broker, sender } = await startWithClient();
    const batch = await sender.createMessageBatch();
    while (batch.tryAddMessage({ body: 'x'.repeat(900) }));

    await sender.sendMessages(batch);

    expect(broker.activeCount(QUEUE)).toBe(batch.count);
  });

  it('refuses what is not a message and stays open', async () => {
    const { broker } = await startWithClient();
    const bare = await openSender(await connectClaimed(broker), QUEUE);
    const outcomes: unknown[] = [];
    bare.on('rejected', ({ delivery }: EventContext) =>
      outcomes.push(delivery?.remote_state?.error),
    );
    bare.on('accepted', () => outcomes.push('accepted'));

    bare.send(Buffer.from([1, 2, 3]), 'tag', 0);
    bare.send({ body: 1 });

    await until(() => outcomes.length === 2);
    expect(outcomes[0]).toMatchObject({ condition: 'amqp:decode-error' });
    expect(outcomes[1]).toBe('accepted');
  });

  it('drops a message whose id it has seen within the window', async () => {
    const { broker, sender } = await startWithClient({ duplicateDetectionSeconds: 60 });

    await sender.sendMessages({ body: 1, messageId: 'same' });
    await sender.sendMessages([{ body: 2, messageId: 'same' }, { body: 3 }, { body: 4 }]);

    expect(broker.activeCount(QUEUE)).toBe(3);
  });

  it('does not accept messages for the dead-letter queue', async () => {
    const { broker } = await startWithClient();
    const client = connect(broker.connectionString);

    const sending = client.createSender(`${QUEUE}/$deadletterqueue`).sendMessages({ body: 1 });

    await expect(sending).rejects.toThrow('dead-letter');
  });
});
