import type { EventContext, Receiver } from 'rhea';
import { accepted, answer, BATCH_FORMAT, offerMaxMessageSize, rejected } from './amqp.ts';
import type { Entity } from './entities.ts';
import { readBatch, readMessage } from './message.ts';
import { enqueue } from './queue.ts';

/** Takes what a sender sends into the queue, and answers each transfer. */
export function openPublisher(receiver: Receiver, entity: Entity): void {
  offerMaxMessageSize(receiver, entity.maxMessageBytes);
  receiver.on('message', ({ message, delivery, ...context }: EventContext) => {
    if (!delivery || !Buffer.isBuffer(message)) return;
    const isBatch = 'format' in context && context.format === BATCH_FORMAT;
    answer(delivery, publish(entity, message, isBatch));
  });
}

function publish(entity: Entity, encoded: Buffer, isBatch: boolean): unknown {
  if (encoded.length > entity.maxMessageBytes) {
    return rejected({
      condition: 'amqp:link:message-size-exceeded',
      description: `The message has ${encoded.length} bytes, the limit is ${entity.maxMessageBytes}.`,
    });
  }
  try {
    // All are read before the first is taken in: a batch is accepted whole or not at all.
    const messages = isBatch ? readBatch(encoded) : [readMessage(encoded)];
    for (const message of messages) enqueue(entity.main.queue, message);
  } catch (error) {
    return rejected({ condition: 'amqp:decode-error', description: String(error) });
  }
  entity.main.serve();
  return accepted();
}
