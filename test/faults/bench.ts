import { ServiceBusClient, type ServiceBusReceivedMessage } from '@azure/service-bus';
import type { BlobServiceClient } from '@azure/storage-blob';
import { type Broker, startBroker } from '../../local/src/service-bus/broker.ts';
import { azuriteFixture } from '../support/azurite.ts';
import { until } from '../support/until.ts';
import {
  startVisionService,
  type VisionService,
  type VisionServiceOptions,
} from '../support/vision-service.ts';
import { type BrokerProxy, createBrokerProxy } from './broker-proxy.ts';
import { type EventChaos, sendEvents } from './events.ts';
import { createFaultProxy, type FaultProxy } from './fault-proxy.ts';
import { createLauncher, type ExecutionEnvironment, type Launcher } from './launcher.ts';
import { createLedger, type Ledger, VISION_DOOR } from './ledger.ts';
import { createRandom, type Random } from './random.ts';
import { type Accepted, storeImages } from './uploads.ts';
import { VISION_REPLY } from './vision-reply.ts';

export const QUEUE = 'images';
/** The shortest that the job takes: recovery is waited for often here. */
export const LOCK_SECONDS = 5;
/** As in Azure, for scenarios that count deliveries: on a busy machine five seconds may pass unrenewed. */
export const LONG_LOCK_SECONDS = 60;
const DRAIN_MS = 300_000;
const STOP_GRACE_MS = 15_000;

/** Azurite, the broker and a vision service, each behind a bad network, and executions of the job. */
export type FaultBench = {
  readonly random: Random;
  /** Past the faults. */
  readonly storage: BlobServiceClient;
  readonly connectionStrings: { readonly storage: string; readonly serviceBus: string };
  readonly broker: Broker;
  readonly vision: VisionService;
  readonly faults: { storage: FaultProxy; vision: FaultProxy; broker: BrokerProxy };
  readonly launcher: Launcher;
  readonly ledger: Ledger;
  /** All uploads, those of `accept` among them. */
  readonly accepted: readonly Accepted[];
  /** Stores images and tells nobody. */
  upload(count: number): Promise<Accepted[]>;
  /** Counts uploads that a scenario stored itself. */
  accept(uploads: readonly Accepted[]): void;
  tell(uploads: readonly Accepted[], chaos?: EventChaos): Promise<number>;
  deadLetters(): Promise<ServiceBusReceivedMessage[]>;
  /** Ends when no message waits, is locked or is scheduled. */
  emptied(timeoutMs?: number): Promise<void>;
  /** Ends when every upload has a record and no message waits, is locked or is scheduled. */
  drained(timeoutMs?: number): Promise<void>;
  stop(): Promise<void>;
};

export type BenchOptions = {
  readonly environment?: ExecutionEnvironment;
  readonly vision?: VisionServiceOptions;
  /** @default LOCK_SECONDS */
  readonly lockSeconds?: number;
};

export async function startFaultBench(
  seed: number,
  options: BenchOptions = {},
): Promise<FaultBench> {
  const { environment = {}, vision: visionOptions = {}, lockSeconds = LOCK_SECONDS } = options;
  const random = createRandom(seed);
  const ledger = createLedger();
  const azurite = await azuriteFixture();
  const { storage } = azurite;
  const broker = await startBroker({
    port: 0,
    queues: [{ name: QUEUE, lockSeconds, duplicateDetectionSeconds: 600 }],
  });
  const vision = await startVisionService({ azure: VISION_REPLY, ...visionOptions });
  const client = new ServiceBusClient(broker.connectionString);
  const sender = client.createSender(QUEUE);
  const { onCall, onDelivery } = ledger;
  const visionPort = Number(new URL(vision.endpoint).port);
  const faults = {
    storage: createFaultProxy({ targetPort: azurite.port, random: random.fork(), onCall }),
    vision: createFaultProxy({ targetPort: visionPort, random: random.fork(), onCall }),
    broker: createBrokerProxy(broker.port, onDelivery),
  };
  const visionDoor = await faults.vision.open(VISION_DOOR);
  const launcher = createLauncher({
    storage: { proxy: faults.storage, connectionString: azurite.connectionString },
    broker: {
      proxy: faults.broker,
      connectionString: broker.connectionString,
      active: () => broker.activeCount(QUEUE),
    },
    environment: {
      LOCK_SECONDS: String(lockSeconds),
      LINGER_SECONDS: '2',
      CONCURRENCY: '8',
      VISION_PROVIDER: 'azure-vision',
      VISION_ENDPOINT: `http://127.0.0.1:${visionDoor.port}`,
      VISION_KEY: 'a-key',
      VISION_TPS: '1000',
      ...environment,
    },
  });
  const accepted: Accepted[] = [];
  const isEmpty = () => broker.activeCount(QUEUE) + broker.scheduledCount(QUEUE) === 0;
  return {
    ...{ random, storage, broker, vision, faults, launcher, ledger, accepted },
    connectionStrings: {
      storage: azurite.connectionString,
      serviceBus: broker.connectionString,
    },
    async upload(count) {
      const stored = await storeImages(storage, count, accepted.length + 1);
      accepted.push(...stored);
      return stored;
    },
    accept: (uploads) => void accepted.push(...uploads),
    tell: (uploads, chaos) => sendEvents(sender, uploads, random, chaos),
    async deadLetters() {
      const receiver = client.createReceiver(QUEUE, { subQueueType: 'deadLetter' });
      return receiver.peekMessages(1_000);
    },
    async emptied(timeoutMs = DRAIN_MS) {
      await until('an empty queue', isEmpty, timeoutMs).catch(() => {});
    },
    async drained(timeoutMs = DRAIN_MS) {
      // What is not so in the end, the witness tells.
      const isDrained = () => ledger.described() >= accepted.length && isEmpty();
      await until('every record', isDrained, timeoutMs).catch(() => {});
    },
    async stop() {
      await Promise.all(launcher.running().map((execution) => execution.stop(STOP_GRACE_MS)));
      await client.close();
      await visionDoor.close();
      faults.storage.close();
      faults.vision.close();
      await vision.close();
      await broker.close();
      await azurite.stop();
    },
  };
}
