import rhea from 'rhea';
import { describe, expect, it } from 'vitest';
import {
  deliveryTag,
  lockTokenBytes,
  lockTokenOf,
  lockTokenOfTag,
  newLockToken,
} from './lock-token.ts';
import { readBatch, readMessage, type StoredMessage, writeMessage } from './message.ts';
import { createQueue, enqueue, take } from './queue.ts';

const { types, message } = rhea;

function deliver(encoded: Buffer) {
  const queue = createQueue<StoredMessage>({
    name: 'q',
    lockMs: 1000,
    maxDeliveryCount: 10,
    duplicateDetectionMs: 0,
    now: () => 5,
    nextSequenceNumber: () => 7,
    newLockToken,
    deadLetter: undefined,
  });
  enqueue(queue, readMessage(encoded));
  const entry = take(queue, 'peek-lock');
  if (!entry) throw new Error('Nothing was enqueued.');
  return writeMessage(entry);
}

describe('message', () => {
  it('passes the immutable sections on byte by byte, so that no AMQP type is lost', () => {
    const body = { body: { long: types.wrap_long(1), byte: types.wrap_byte(2) } };
    const properties = { message_id: 'a', application_properties: { u: types.wrap_ulong(3) } };
    const encoded = message.encode({ ...properties, ...body });
    const start = encoded.indexOf(Buffer.from([0, 0x53, 0x73]));

    const delivered = deliver(encoded);

    expect(delivered.includes(encoded.subarray(start))).toBe(true);
  });

  it('adds its annotations to those that were sent', () => {
    const annotations = { 'x-opt-partition-key': 'p' };
    const encoded = message.encode({ body: 1, message_id: 'a', message_annotations: annotations });

    const { message_annotations: delivered, delivery_count: count } = message.decode(
      deliver(encoded),
    );

    expect(count).toBe(0);
    expect(delivered).toMatchObject({
      'x-opt-partition-key': 'p',
      'x-opt-sequence-number': 7,
      'x-opt-enqueue-sequence-number': 7,
      'x-opt-enqueued-time': new Date(5),
      'x-opt-locked-until': new Date(1005),
    });
  });

  it('tells ids of different types apart', () => {
    const keys = ['1', 1, Buffer.alloc(16)].map(
      (id) => readMessage(message.encode({ body: 1, message_id: id })).messageId,
    );

    expect(new Set(keys).size).toBe(3);
  });

  it('reads every data section of a batch', () => {
    const encoded = [1, 2, 3].map((body) => message.encode({ body }));

    expect(readBatch(message.encode({ body: message.data_sections(encoded) }))).toHaveLength(3);
    expect(readBatch(message.encode({ body: message.data_section(encoded[0]) }))).toHaveLength(1);
    expect(() => readBatch(message.encode({ body: 'no data' }))).toThrow(TypeError);
  });
});

describe('lock token', () => {
  it('is a delivery tag in GUID byte order, and back', () => {
    const token = '00112233-4455-6677-8899-aabbccddeeff';

    expect(deliveryTag(token).toString('hex')).toBe('33221100554477668899aabbccddeeff');
    expect(lockTokenOfTag(deliveryTag(token))).toBe(token);
    expect(lockTokenOf(lockTokenBytes(token))).toBe(token);
  });
});
