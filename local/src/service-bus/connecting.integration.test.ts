import net from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type Broker, startBroker } from './broker.ts';
import {
  atEnd,
  cleanUp,
  connect,
  only,
  QUEUE,
  startTestBroker,
  startWithClient,
  until,
} from './broker-fixture.ts';

afterEach(cleanUp);

const SASL_HEADER = Buffer.from('AMQP\x03\x01\0\0', 'latin1');
// sasl-init for ANONYMOUS: a frame of SASL type with a described list of one symbol.
const SASL_INIT = Buffer.from(
  '\0\0\0\x19\x02\x01\0\0\0\x53\x41\xc0\x0c\x01\xa3\x09ANONYMOUS',
  'latin1',
);
const SASL_OUTCOME = Buffer.from('\0\x53\x44', 'latin1');
const AMQP_HEADER = Buffer.from('AMQP\0\x01\0\0', 'latin1');

async function roundTrip({ connectionString }: Broker): Promise<void> {
  const client = connect(connectionString);
  await client.createSender(QUEUE).sendMessages({ body: 1 });
  const receiver = client.createReceiver(QUEUE, { receiveMode: 'receiveAndDelete' });
  expect(only(await receiver.receiveMessages(1)).body).toBe(1);
  await client.close();
}

describe('connecting', () => {
  it('lets twenty fresh clients open, send and receive', async () => {
    const broker = await startTestBroker();

    for (let round = 0; round < 4; round += 1) {
      await Promise.all([1, 2, 3, 4, 5].map(() => roundTrip(broker)));
    }

    expect(broker.activeCount(QUEUE)).toBe(0);
  });

  it('keeps no client waiting for a delayed acknowledgement', async () => {
    const { connectionString } = await startTestBroker();
    let bestMs = Number.POSITIVE_INFINITY;

    for (let tries = 0; tries < 20 && bestMs >= 40; tries += 1) {
      const client = connect(connectionString);
      const startedAt = performance.now();
      await client.createSender(QUEUE).sendMessages({ body: 1 });
      await client.createReceiver(QUEUE).peekMessages(1);
      bestMs = Math.min(bestMs, performance.now() - startedAt);
    }

    // The delay is 40 ms a time, and there were four on this way; the best try shows whether one is left.
    expect(bestMs).toBeLessThan(40);
  });

  it('writes nothing after the SASL outcome until the client has sent its AMQP header', async () => {
    const broker = await startTestBroker();
    const socket = net.connect(broker.port, '127.0.0.1');
    atEnd(() => socket.destroy());
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    const received = () => Buffer.concat(chunks);

    socket.write(SASL_HEADER);
    await until(() => received().includes('ANONYMOUS'));
    socket.write(SASL_INIT);
    await until(() => received().includes(SASL_OUTCOME));

    expect(received().includes(AMQP_HEADER)).toBe(false);
    socket.write(AMQP_HEADER);
    await until(() => received().includes(AMQP_HEADER));
  });

  it('offers MSSBCBS and ANONYMOUS, and takes either', async () => {
    const broker = await startTestBroker();
    const socket = net.connect(broker.port, '127.0.0.1');
    atEnd(() => socket.destroy());
    let received = '';
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
    });

    socket.write(SASL_HEADER);

    await until(() => received.includes('MSSBCBS') && received.includes('ANONYMOUS'));
    const { sender } = await startWithClient();
    await sender.sendMessages({ body: 1 });
  });

  it('refuses a connection without SASL', async () => {
    const broker = await startTestBroker();
    const socket = net.connect(broker.port, '127.0.0.1');
    let isEnded = false;
    socket.on('end', () => {
      isEnded = true;
    });

    socket.write(AMQP_HEADER);

    await until(() => isEnded);
    socket.destroy();
  });

  it('outlives a client that sends rubbish, and says so', async () => {
    const events: string[] = [];
    const broker = await startTestBroker({}, { log: (event) => events.push(event) });
    const socket = net.connect(broker.port, '127.0.0.1');
    atEnd(() => socket.destroy());

    socket.write(Buffer.from('GET / HTTP/1.1\r\n\r\n'));

    await until(() => events.includes('connection-failed'));
    await roundTrip(broker);
  });

  it('runs beside others on ports of their own, which the client takes from the endpoint', async () => {
    const [first, second] = [await startWithClient(), await startWithClient()];

    await first.sender.sendMessages({ body: 'first' });
    await second.sender.sendMessages([{ body: 'second' }, { body: 'second' }]);

    expect(first.broker.port).not.toBe(second.broker.port);
    expect(first.broker.activeCount(QUEUE)).toBe(1);
    expect(second.broker.activeCount(QUEUE)).toBe(2);
  });

  it('rejects with the system error when the port is taken', async () => {
    const broker = await startTestBroker();

    const second = startBroker({ port: broker.port, queues: [] });

    await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('keeps queues apart', async () => {
    const queues = [{ name: 'one' }, { name: 'two' }];
    const broker = await startTestBroker({}, { queues });
    const client = connect(broker.connectionString);

    await client.createSender('one').sendMessages({ body: 1 });

    expect([broker.activeCount('one'), broker.activeCount('two')]).toEqual([1, 0]);
    expect(() => broker.activeCount('three')).toThrow('three');
  });

  it('knows a queue in any case and with a leading slash', async () => {
    const { broker, client, sender } = await startWithClient();
    await sender.sendMessages([{ body: 1 }, { body: 2 }]);

    for (const name of ['IMAGES', '/images']) {
      const receiver = client.createReceiver(name, { receiveMode: 'receiveAndDelete' });
      expect(await receiver.receiveMessages(1)).toHaveLength(1);
    }

    expect(broker.activeCount('Images')).toBe(0);
  });
});
