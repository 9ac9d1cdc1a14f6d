import { X509Certificate } from 'node:crypto';
import tls from 'node:tls';
import { ServiceBusClient } from '@azure/service-bus';
import { generate } from 'selfsigned';
import { afterEach, describe, expect, it } from 'vitest';
import type { BrokerOptions } from './broker.ts';
import { atEnd, cleanUp, only, QUEUE, startTestBroker } from './broker-fixture.ts';

afterEach(cleanUp);

const AUDIENCE = 'https://servicebus.azure.net';

/** A broker with a throw-away certificate that this process trusts. */
async function startTlsBroker(options: Partial<BrokerOptions> = {}) {
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }], {
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
  });
  const before = tls.getCACertificates('default');
  tls.setDefaultCACertificates([...before, new X509Certificate(cert).toString()]);
  atEnd(() => tls.setDefaultCACertificates(before));
  return await startTestBroker({}, { tls: { cert, key }, ...options });
}

function connectWithToken(port: number, claims: object): ServiceBusClient {
  const token = ['{}', JSON.stringify(claims), '']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');
  const expiresOnTimestamp = Date.now() + 3_600_000;
  const client = new ServiceBusClient(
    `localhost:${port}`,
    { getToken: async () => ({ token, expiresOnTimestamp }) },
    { retryOptions: { maxRetries: 0, timeoutInMs: 5000 } },
  );
  atEnd(() => client.close());
  return client;
}

const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

describe('Entra tokens', () => {
  it('open a queue over TLS', async () => {
    const { port } = await startTlsBroker();
    const client = connectWithToken(port, { aud: `${AUDIENCE}/`, exp: inSeconds(3600) });

    await client.createSender(QUEUE).sendMessages({ body: 1 });

    expect(only(await client.createReceiver(QUEUE).receiveMessages(1)).body).toBe(1);
  });

  it.each([
    ['for another audience', { aud: 'https://storage.azure.com', exp: inSeconds(3600) }],
    ['expired', { aud: AUDIENCE, exp: inSeconds(-1) }],
    ['without claims', {}],
  ])('are refused when they are %s', async (_, claims) => {
    const { port } = await startTlsBroker();
    const client = connectWithToken(port, claims);

    const sending = client.createSender(QUEUE).sendMessages({ body: 1 });

    await expect(sending).rejects.toMatchObject({ code: 'UnauthorizedAccess' });
  });

  it('open to an identity what it has the right to', async () => {
    const authorise: BrokerOptions['authorise'] = (identity, queue, right) =>
      identity === (right === 'send' ? 'the sender' : 'the receiver') && queue === QUEUE;
    const { port } = await startTlsBroker({ authorise });
    const as = (appid: string) => {
      const client = connectWithToken(port, { aud: AUDIENCE, exp: inSeconds(3600), appid });
      return { sender: client.createSender(QUEUE), receiver: client.createReceiver(QUEUE) };
    };
    const [{ sender }, { receiver }] = [as('the sender'), as('the receiver')];
    const refused = { code: 'UnauthorizedAccess' };

    await sender.scheduleMessages({ body: 1 }, new Date());

    expect(only(await receiver.receiveMessages(1)).body).toBe(1);
    await expect(as('the receiver').sender.sendMessages({ body: 2 })).rejects.toMatchObject(
      refused,
    );
    await expect(
      as('the receiver').sender.scheduleMessages({ body: 2 }, new Date()),
    ).rejects.toMatchObject(refused);
    await expect(as('the sender').receiver.receiveMessages(1)).rejects.toMatchObject(refused);
    await expect(as('the sender').receiver.peekMessages(1)).rejects.toMatchObject(refused);
  });

  it('are not needed with a key, over TLS too', async () => {
    const { connectionString } = await startTlsBroker();
    const client = new ServiceBusClient(connectionString);
    atEnd(() => client.close());

    await client.createSender(QUEUE).sendMessages({ body: 1 });

    expect(connectionString).not.toContain('Emulator');
  });
});
