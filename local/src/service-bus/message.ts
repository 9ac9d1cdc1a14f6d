import { randomUUID } from 'node:crypto';
import rhea, { type MessageUtil } from 'rhea';
import { createReader, encodeSections, headerSection, propertiesSection } from './amqp.ts';
import type { Entry, NewMessage } from './queue.ts';

/** A message as it came: its immutable sections stay encoded, for decoding them would lose AMQP types. */
export type StoredMessage = {
  readonly head: Head;
  readonly properties: Buffer;
  readonly applicationProperties: Buffer;
  readonly body: Buffer;
};

const SECTION = {
  messageAnnotations: 0x72,
  properties: 0x73,
  applicationProperties: 0x74,
  data: 0x75,
  value: 0x77,
} as const;
const MESSAGE_STATE = { active: 0, deferred: 1, scheduled: 2 } as const;
const { types } = rhea;

/** All sections but the body, decoded. */
type Head = ReturnType<MessageUtil['decode']>;

/** Reads one encoded message as far as the broker needs it, and gives it an id if it has none. */
export function readMessage(encoded: Buffer): NewMessage<StoredMessage> {
  const sections = splitSections(encoded);
  const head = rhea.message.decode(encoded.subarray(0, encoded.length - sections.body.length));
  const messageId: unknown = head.message_id;
  const stored = { ...sections, head };
  const timing = {
    scheduledFor: timeOf(head.message_annotations?.['x-opt-scheduled-enqueue-time']),
    timeToLiveMs: typeof head.ttl === 'number' ? head.ttl : undefined,
  };
  if (messageId !== undefined) {
    return { messageId: keyOf(messageId), payload: stored, ...timing };
  }
  // The client's auto-renewal keeps its timers by message id and throws without one.
  const newId = randomUUID().replaceAll('-', '');
  const properties = encodeSections([propertiesSection({ ...head, message_id: newId })]);
  return { messageId: keyOf(newId), payload: { ...stored, properties }, ...timing };
}

/** The messages of a batch: every data section is one, encoded. */
export function readBatch(encoded: Buffer): NewMessage<StoredMessage>[] {
  const content: unknown = rhea.message.decode(encoded).body?.content;
  const sections: readonly unknown[] = Array.isArray(content) ? content : [content];
  return sections.map((section) => {
    if (!Buffer.isBuffer(section)) throw new TypeError('A batch holds data sections only.');
    return readMessage(section);
  });
}

/** Encodes an entry for a receiver, with the annotations that Service Bus adds. */
export function writeMessage(entry: Entry<StoredMessage>): Buffer {
  const { head, properties, body } = entry.payload;
  const { durable, priority, ttl } = head;
  // Earlier deliveries, the one under way not counted; on the wire also when it is 0.
  const deliveryCount = entry.lock ? entry.deliveryCount - 1 : entry.deliveryCount;
  return Buffer.concat([
    encodeSections([
      headerSection({ durable, priority, ttl, delivery_count: Math.max(0, deliveryCount) }),
      annotationsSection(entry),
    ]),
    properties,
    writeApplicationProperties(entry),
    body,
  ]);
}

function annotationsSection(entry: Entry<StoredMessage>): unknown {
  const annotations = {
    ...entry.payload.head.message_annotations,
    'x-opt-sequence-number': types.wrap_long(entry.sequenceNumber),
    'x-opt-enqueue-sequence-number': types.wrap_long(entry.enqueueSequenceNumber),
    'x-opt-enqueued-time': new Date(entry.enqueuedAt),
    'x-opt-message-state': types.wrap_int(MESSAGE_STATE[entry.state]),
    ...(entry.lock && { 'x-opt-locked-until': new Date(entry.lock.until) }),
    ...(entry.deadLetterSource && { 'x-opt-deadletter-source': entry.deadLetterSource }),
  };
  return types.described(
    types.wrap_ulong(SECTION.messageAnnotations),
    types.wrap_symbolic_map(annotations),
  );
}

function writeApplicationProperties({ payload, properties }: Entry<StoredMessage>): Buffer {
  if (Object.keys(properties).length === 0) return payload.applicationProperties;
  const merged = { ...payload.head.application_properties, ...properties };
  return encodeSections([
    types.described(types.wrap_ulong(SECTION.applicationProperties), types.wrap_map(merged)),
  ]);
}

function splitSections(encoded: Buffer): Omit<StoredMessage, 'head'> {
  const reader = createReader(encoded);
  const found = new Map<number, Buffer>();
  while (reader.remaining() > 0) {
    const start = reader.position;
    const code = Number(reader.read().descriptor.value);
    if (code >= SECTION.data && code <= SECTION.value) {
      return {
        properties: found.get(SECTION.properties) ?? Buffer.alloc(0),
        applicationProperties: found.get(SECTION.applicationProperties) ?? Buffer.alloc(0),
        body: encoded.subarray(start),
      };
    }
    found.set(code, encoded.subarray(start, reader.position));
  }
  throw new TypeError('A message has a body.');
}

/** Ids of different AMQP types are different ids. */
function keyOf(messageId: unknown): string {
  return Buffer.isBuffer(messageId)
    ? `uuid:${messageId.toString('hex')}`
    : `${typeof messageId}:${messageId}`;
}

function timeOf(value: unknown): number | undefined {
  if (value instanceof Date) return value.getTime();
  return typeof value === 'number' ? value : undefined;
}
