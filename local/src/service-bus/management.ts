import rhea from 'rhea';
import { cancelScheduled, peek, takeDeferred } from './by-number.ts';
import type { Counter } from './counter.ts';
import type { Entity } from './entities.ts';
import { lockTokenBytes, lockTokenOf } from './lock-token.ts';
import { readMessage, writeMessage } from './message.ts';
import { enqueue } from './queue.ts';
import type { Request, Response } from './requests.ts';
import { renew, type Settlement, settle } from './settle.ts';
import { asFields, withoutNulls } from './settlement.ts';
import type { Right } from './token.ts';

type Fields = Readonly<Record<string, unknown>>;
type Place = { readonly entity: Entity; readonly counter: Counter };
type Operation = (place: Place, body: Fields) => Response;

const TIMESTAMP = 0x83;
const LONG = 0x81;
const { types } = rhea;

const OPERATIONS: Readonly<Record<string, Operation>> = {
  'com.microsoft:renew-lock': renewLocks,
  'com.microsoft:update-disposition': updateDisposition,
  'com.microsoft:peek-message': peekMessages,
  'com.microsoft:schedule-message': scheduleMessages,
  'com.microsoft:cancel-scheduled-message': cancelScheduledMessages,
  'com.microsoft:receive-by-sequence-number': receiveBySequenceNumber,
};

/** The right that a request on `<entity>/$management` takes. */
export function rightFor({ application_properties: properties }: Request): Right {
  return /:(cancel-)?schedule/.test(String(properties?.operation)) ? 'send' : 'listen';
}

export function refuseManagement(): Response {
  return failure(401, 'amqp:unauthorized-access', 'The identity has no role that allows this.');
}

/** Answers one request on `<entity>/$management`. */
export function handleManagement(request: Request, place: Place): Response {
  const name = String(request.application_properties?.operation);
  const operation = OPERATIONS[name];
  if (!operation) {
    const reason = name.includes('session') ? 'The queue has no sessions' : 'Unknown operation';
    return failure(501, 'amqp:not-implemented', `${reason}: ${name}`);
  }
  try {
    const response = operation(place, asFields(request.body));
    place.counter.serve();
    return response;
  } catch (error) {
    return failure(400, 'com.microsoft:argument-error', String(error));
  }
}

function renewLocks({ counter }: Place, body: Fields): Response {
  const expirations = tokensIn(body).map((token) => renew(counter.queue, token));
  if (expirations.includes(undefined)) return lockLost();
  return success({ expirations: types.wrap_array(expirations, TIMESTAMP, undefined) });
}

function updateDisposition({ counter }: Place, body: Fields): Response {
  const settlement = settlementIn(body);
  const results = tokensIn(body).map((token) => settle(counter.queue, token, settlement));
  return results.includes(false) ? lockLost() : success({});
}

function peekMessages({ counter }: Place, body: Fields): Response {
  const from = Number(body['from-sequence-number']);
  const entries = peek(counter.queue, from, Number(body['message-count']));
  const messages = entries.map((entry) => ({ message: writeMessage(entry) }));
  return success({ messages }, messages.length === 0 ? 204 : 200);
}

function scheduleMessages({ entity }: Place, body: Fields): Response {
  const encoded = listIn(body, 'messages').map((item) => asFields(item).message);
  const messages = encoded.map((item) => {
    if (!Buffer.isBuffer(item)) throw new TypeError('Expected encoded messages.');
    return { size: item.length, message: readMessage(item) };
  });
  if (messages.some(({ size }) => size > entity.maxMessageBytes)) {
    return failure(403, 'amqp:link:message-size-exceeded', 'The message is too large.');
  }
  const numbers = messages.map(({ message }) => enqueue(entity.main.queue, message));
  return success({ 'sequence-numbers': types.wrap_array(numbers, LONG, undefined) });
}

function cancelScheduledMessages({ counter }: Place, body: Fields): Response {
  return cancelScheduled(counter.queue, numbersIn(body)) ? success({}) : notFound();
}

function receiveBySequenceNumber({ counter }: Place, body: Fields): Response {
  const mode = body['receiver-settle-mode'] === 0 ? 'receive-and-delete' : 'peek-lock';
  const entries = takeDeferred(counter.queue, numbersIn(body), mode);
  if (!entries) return notFound();
  const messages = entries.map((entry) => ({
    message: writeMessage(entry),
    ...(entry.lock && { 'lock-token': types.wrap_uuid(lockTokenBytes(entry.lock.token)) }),
  }));
  return success({ messages });
}

function settlementIn(body: Fields): Settlement {
  const status = body['disposition-status'];
  const properties = withoutNulls(asFields(body['properties-to-modify']));
  switch (status) {
    case 'completed':
      return { kind: 'complete' };
    case 'abandoned':
      return { kind: 'abandon', properties };
    case 'defered': // the wire's own spelling
      return { kind: 'defer', properties };
    case 'suspended':
      return {
        kind: 'dead-letter',
        properties: withoutNulls({
          ...properties,
          DeadLetterReason: body['deadletter-reason'],
          DeadLetterErrorDescription: body['deadletter-description'],
        }),
      };
    default:
      throw new TypeError(`Unknown disposition-status ${status}.`);
  }
}

function tokensIn(body: Fields): string[] {
  return listIn(body, 'lock-tokens').map((token) => {
    if (!Buffer.isBuffer(token)) throw new TypeError('Expected lock-tokens to be UUIDs.');
    return lockTokenOf(token);
  });
}

function numbersIn(body: Fields): number[] {
  return listIn(body, 'sequence-numbers').map(Number);
}

function listIn(body: Fields, name: string): readonly unknown[] {
  const list = body[name];
  if (!Array.isArray(list)) throw new TypeError(`Expected ${name} to be a list.`);
  return list;
}

function success(body: Fields, statusCode = 200): Response {
  return { application_properties: { statusCode, statusDescription: 'OK' }, body };
}

function failure(statusCode: number, errorCondition: string, statusDescription: string): Response {
  return { application_properties: { statusCode, statusDescription, errorCondition } };
}

const lockLost = () =>
  failure(410, 'com.microsoft:message-lock-lost', 'The lock supplied is invalid or has expired.');
const notFound = () =>
  failure(404, 'com.microsoft:message-not-found', 'No such message is in this state.');
