import { execFile } from 'node:child_process';
import net from 'node:net';
import { promisify } from 'node:util';
import type { EventContext } from 'rhea';
import { afterEach, describe, expect, it } from 'vitest';
import { connectClaimed } from './amqp-fixture.ts';
import { startBroker } from './broker.ts';
import { cleanUp, QUEUE, until } from './broker-fixture.ts';

afterEach(cleanUp);

describe('closing', () => {
  it('leaves nothing that keeps a process alive, though clients were connected and locks held', async () => {
    const script = `
      import { ServiceBusClient } from '@azure/service-bus';
      import { startBroker } from '${new URL('./broker.ts', import.meta.url)}';
      const queues = [{ name: 'images', lockSeconds: 300 }];
      const broker = await startBroker({ port: 0, queues });
      const client = new ServiceBusClient(broker.connectionString);
      await client.createSender('images').sendMessages({ body: 1 });
      await client.createReceiver('images').receiveMessages(1);
      await client.close();
      await broker.close();`;

    const running = promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      cwd: import.meta.dirname,
      timeout: 20_000,
    });

    await expect(running).resolves.toEqual({ stdout: '', stderr: '' });
  });

  it('ends every connection, with or without an open', async () => {
    const broker = await startBroker({ port: 0, queues: [{ name: QUEUE }] });
    const idle = net.connect(broker.port, '127.0.0.1');
    idle.on('error', () => {});
    const connection = await connectClaimed(broker);
    const ended: string[] = [];
    idle.on('close', () => ended.push('idle'));
    connection.on('connection_error', ({ connection: closed }: EventContext) => {
      ended.push(String((closed.error as { condition?: string })?.condition));
    });

    await broker.close();

    await until(() => ended.length === 2);
    expect(ended.sort()).toEqual(['amqp:connection:forced', 'idle']);
  });
});
