import { ServiceBusClient } from '@azure/service-bus';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countActive } from './count-active.ts';
import { type Broker, startBroker } from './service-bus/broker.ts';

let broker: Broker;
let client: ServiceBusClient;

beforeAll(async () => {
  broker = await startBroker({ port: 0, queues: [{ name: 'images' }] });
  client = new ServiceBusClient(broker.connectionString);
});

afterAll(async () => {
  await client.close();
  await broker.close();
});

describe('counting a queue by looking at it', () => {
  it('counts what waits and what is locked, each time anew, but not what is scheduled', async () => {
    const sender = client.createSender('images');
    await sender.sendMessages([{ body: 1 }, { body: 2 }, { body: 3 }]);
    await sender.scheduleMessages({ body: 4 }, new Date(Date.now() + 3_600_000));
    await client.createReceiver('images').receiveMessages(1);

    expect(await countActive(broker.connectionString, 'images')).toBe(3);
    expect(await countActive(broker.connectionString, 'images')).toBe(3);
    expect(broker.activeCount('images')).toBe(3);
  });
});
