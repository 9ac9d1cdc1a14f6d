import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceBusClient } from '@azure/service-bus';
import { createLog } from '@blobscribe/core/log';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Broker, startBroker } from '../../local/src/service-bus/broker.ts';
import { type BrokerProxy, createBrokerProxy } from '../../test/faults/broker-proxy.ts';
import type { Door } from '../../test/faults/doors.ts';
import { moved } from '../../test/faults/moved.ts';
import { until } from '../../test/support/until.ts';
import { drain } from './drain.ts';
import { createSettler } from './settle.ts';

const QUEUE = 'images';
const LOCK_SECONDS = 5;

let broker: Broker;
let proxy: BrokerProxy;
let door: Door;
let client: ServiceBusClient;

beforeEach(async () => {
  broker = await startBroker({ port: 0, queues: [{ name: QUEUE, lockSeconds: LOCK_SECONDS }] });
  proxy = createBrokerProxy(broker.port, () => {});
  door = await proxy.open('job');
  client = new ServiceBusClient(moved(broker.connectionString, door.port));
});

afterEach(async () => {
  await client.close();
  await door.close();
  await broker.close();
});

it('what was in work when the connection was cut is delivered again, long before the execution ends', async () => {
  const sender = client.createSender(QUEUE);
  const bodies = Array.from({ length: 4 }, (_, index) => ({
    messageId: `m-${index}`,
    body: index,
  }));
  await sender.sendMessages(bodies);
  const log = createLog(() => {});
  const receiver = client.createReceiver(QUEUE, { maxAutoLockRenewalDurationInMs: 0 });
  const settle = createSettler(receiver, sender, log);
  const stop = new AbortController();
  let inWork = 0;
  const drained = drain({
    receiver,
    lockMs: LOCK_SECONDS * 1000,
    concurrency: 4,
    lingerMs: 600_000,
    runMs: 600_000,
    stop: stop.signal,
    graceMs: 1_000,
    log,
    work: async (message) => {
      inWork += 1;
      await until('all in work', () => inWork >= bodies.length);
      if (message.deliveryCount === 0 && message.messageId === 'm-0') proxy.cut();
      await sleep(300);
      await settle(message, { kind: 'complete' }, false);
    },
  });

  await until('an empty queue', () => broker.activeCount(QUEUE) === 0, 30_000);

  stop.abort();
  await drained;
  expect(broker.deadLetterCount(QUEUE)).toBe(0);
});
