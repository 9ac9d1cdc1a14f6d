import { startBroker } from '../../local/src/service-bus/broker.ts';
import { startBlobStore } from './blob-store.ts';
import { startDelayProxy } from './delay-proxy.ts';
import { type Command, QUEUE, type ServicesOptions } from './services.ts';
import { startVisionStandIn } from './vision.ts';

const NO_TRIP = { port: 0, close: async () => {} };

/** The services of a bench in a process of their own, so that their work is not taken for ours. */
async function serve(options: ServicesOptions): Promise<void> {
  const { roundTripMs = 0, lookMs = 0, perSecond, lockSeconds = 60 } = options;
  const storage = await startBlobStore({ delayMs: roundTripMs });
  const vision = await startVisionStandIn({
    lookMs,
    ...(perSecond !== undefined && { perSecond }),
  });
  const queues = [{ name: QUEUE, lockSeconds, duplicateDetectionSeconds: 60 }];
  const broker = await startBroker({ port: 0, queues });
  const trip = roundTripMs > 0 ? await startDelayProxy(broker.port, roundTripMs) : NO_TRIP;
  const tripPort = trip.port || broker.port;
  process.on('message', ({ id, command }: { id: number; command: Command }) => {
    if (typeof command === 'object') vision.limit(command.perSecond);
    const queue = { active: broker.activeCount(QUEUE), dead: broker.deadLetterCount(QUEUE) };
    const scheduled = broker.scheduledCount(QUEUE);
    const { count: records, lastAt: lastRecordAt } = storage.records();
    process.send?.({
      id,
      counts: { ...queue, scheduled, ...vision.counts(), records, lastRecordAt },
    });
  });
  process.send?.({
    storage: storage.connectionString,
    queue: broker.connectionString,
    distantQueue: broker.connectionString.replace(`:${broker.port};`, `:${tripPort};`),
    vision: vision.endpoint,
  });
}

process.on('disconnect', () => process.exit());
process.once('message', (options: ServicesOptions) => void serve(options));
