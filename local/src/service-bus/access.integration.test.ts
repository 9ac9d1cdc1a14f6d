import { afterEach, describe, expect, it } from 'vitest';
import { connectBare, exchange, openReceiver, putToken, signToken } from './amqp-fixture.ts';
import {
  cleanUp,
  connect,
  QUEUE,
  startTestBroker,
  startWithClient,
  until,
} from './broker-fixture.ts';

afterEach(cleanUp);

describe('access', () => {
  it('answers an unknown queue with MessagingEntityNotFound, to a sender and to a receiver', async () => {
    const { client } = await startWithClient();

    const sending = client.createSender('nowhere').sendMessages({ body: 1 });
    await expect(sending).rejects.toMatchObject({ code: 'MessagingEntityNotFound' });

    const receiving = client.createReceiver('nowhere').receiveMessages(1);
    await expect(receiving).rejects.toMatchObject({ code: 'MessagingEntityNotFound' });
  });

  it('answers a wrong key with UnauthorizedAccess', async () => {
    const broker = await startTestBroker();
    const wrong = broker.connectionString.replace(
      /SharedAccessKey=[^;]+/,
      'SharedAccessKey=d3Jvbmc=',
    );

    const sending = connect(wrong).createSender(QUEUE).sendMessages({ body: 1 });

    await expect(sending).rejects.toMatchObject({ code: 'UnauthorizedAccess' });
  });

  it('answers a put-token without reply-to, under the id of the request and its type', async () => {
    const broker = await startTestBroker();
    const connection = await connectBare(broker);
    const token = signToken(broker, `sb://127.0.0.1:${broker.port}/${QUEUE}`);
    const id = Buffer.from('00112233445566778899aabbccddeeff', 'hex');

    const response = await exchange(connection, '$cbs', {
      ...putToken(broker, token),
      message_id: id,
    });

    expect(response.correlation_id).toEqual(id);
    expect(response.application_properties['status-code']).toBe(202);
  });

  it.each([
    ['expired', { expiresAt: Date.now() - 1000 }, {}, `/${QUEUE}`],
    ['signed with another key', { key: 'other' }, {}, `/${QUEUE}`],
    ['for another queue', {}, {}, '/other'],
    ['of an unknown type', {}, { type: 'other' }, `/${QUEUE}`],
    ['of type jwt without TLS', {}, { type: 'jwt' }, `/${QUEUE}`],
  ])('answers 401 to a token that is %s', async (_, signing, properties, path) => {
    const broker = await startTestBroker();
    const connection = await connectBare(broker);
    const token = signToken(broker, `sb://127.0.0.1:${broker.port}${path}`, signing);

    const response = await exchange(connection, '$cbs', putToken(broker, token, properties));

    expect(response.application_properties['status-code']).toBe(401);
  });

  it('refuses a link for which no token was put', async () => {
    const broker = await startTestBroker();
    const connection = await connectBare(broker);

    const receiver = await openReceiver(connection);

    await until(() => receiver.error !== undefined);
    expect(receiver.error).toMatchObject({ condition: 'amqp:unauthorized-access' });
  });

  it('refuses a session receiver', async () => {
    const refusals: object[] = [];
    const log = (_: string, fields: object) => refusals.push(fields);
    const broker = await startTestBroker({}, { log });

    const accepting = connect(broker.connectionString).acceptSession(QUEUE, 'a-session');

    await expect(accepting).rejects.toThrow('session');
    expect(refusals).toEqual([{ address: QUEUE, reason: 'amqp:not-allowed' }]);
  });
});
