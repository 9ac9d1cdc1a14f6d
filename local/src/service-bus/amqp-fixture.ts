import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import rhea, { type Connection, type EventContext, type Receiver, type Sender } from 'rhea';
import type { Broker } from './broker.ts';
import { atEnd, QUEUE } from './broker-fixture.ts';

type Message = Parameters<Sender['send']>[0];
type Response = {
  readonly correlation_id: unknown;
  readonly body: Readonly<Record<string, unknown>>;
  readonly application_properties: Readonly<Record<string, unknown>>;
};

/** A bare AMQP connection, for what the real client never does. */
export async function connectBare(broker: Broker): Promise<Connection> {
  const container = rhea.create_container({ reconnect: false });
  container.on('disconnected', () => {});
  container.on('error', () => {});
  const connection = container.connect({
    host: '127.0.0.1',
    port: broker.port,
    username: 'bare',
    reconnect: false,
  });
  atEnd(() => connection.close());
  await once(connection, 'connection_open');
  return connection;
}

/** A bare connection that may use the queue. */
export async function connectClaimed(broker: Broker): Promise<Connection> {
  const connection = await connectBare(broker);
  const request = putToken(broker, signToken(broker, `sb://127.0.0.1:${broker.port}/${QUEUE}`));
  await exchange(connection, '$cbs', request);
  return connection;
}

export async function openSender(connection: Connection, address: string): Promise<Sender> {
  const session = connection.create_session();
  session.begin();
  const sender = session.open_sender({ target: { address } });
  await once(sender, 'sendable');
  return sender;
}

export async function openReceiver(
  connection: Connection,
  options: object = {},
): Promise<Receiver> {
  const session = connection.create_session();
  session.begin();
  const receiver = session.open_receiver({
    source: { address: QUEUE },
    credit_window: 0,
    autoaccept: false,
    rcv_settle_mode: 1,
    snd_settle_mode: 0,
    ...options,
  });
  await once(receiver, 'receiver_open');
  return receiver;
}

/** Sends one request to a node over its own link pair and gives the response. */
export async function exchange(
  connection: Connection,
  address: string,
  request: object,
): Promise<Response> {
  const session = connection.create_session();
  session.begin();
  const receiver = session.open_receiver({ source: { address } });
  const sender = session.open_sender({ target: { address } });
  await once(sender, 'sendable');
  sender.send(request as Message);
  const [{ message }] = (await once(receiver, 'message')) as [EventContext];
  return message as unknown as Response;
}

export function putToken(broker: Broker, token: string, properties: object = {}) {
  return {
    message_id: 'request-1',
    body: token,
    application_properties: {
      operation: 'put-token',
      type: 'servicebus.windows.net:sastoken',
      name: `sb://127.0.0.1:${broker.port}/${QUEUE}`,
      ...properties,
    },
  };
}

export function keyOf(broker: Broker): string {
  return /SharedAccessKey=([^;]+)/.exec(broker.connectionString)?.[1] ?? '';
}

export function signToken(
  broker: Broker,
  audience: string,
  { key = keyOf(broker), expiresAt = Date.now() + 60_000 } = {},
): string {
  const resource = encodeURIComponent(audience);
  const expiry = Math.floor(expiresAt / 1000);
  const signature = createHmac('sha256', key).update(`${resource}\n${expiry}`).digest('base64');
  return `SharedAccessSignature sr=${resource}&sig=${encodeURIComponent(signature)}&se=${expiry}&skn=RootManageSharedAccessKey`;
}
