import { ServiceBusClient } from '@azure/service-bus';
import { until } from '../support/until.ts';
import type { VisionServiceOptions } from '../support/vision-service.ts';
import { type EventChaos, sendEvents } from './events.ts';
import { createLauncher, type ExecutionEnvironment, type Launcher } from './launcher.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { createRandom, type Random } from './random.ts';
import { QUEUE, type Services, startServices } from './services.ts';
import { type Accepted, storeImages } from './uploads.ts';

/** The shortest that the job takes: recovery is waited for often here. */
export const LOCK_SECONDS = 5;
/** As in Azure, for scenarios that count deliveries: on a busy machine five seconds may pass unrenewed. */
export const LONG_LOCK_SECONDS = 60;
/** What executions may need to begin on a busy machine. */
export const BUSY_MS = 60_000;
/** More than anything takes that goes well; ten minutes are a machine that has much else to do. */
const DRAIN_MS = 600_000;
const STOP_GRACE_MS = 15_000;

export type BenchOptions = {
  /** Of all executions, beside what names the services. */
  readonly environment?: ExecutionEnvironment;
  readonly vision?: VisionServiceOptions;
  /** @default LOCK_SECONDS */
  readonly lockSeconds?: number;
};

/** The services, executions of the job, and what is known of the uploads. */
export type FaultBench = Services & {
  readonly random: Random;
  readonly launcher: Launcher;
  readonly ledger: Ledger;
  /** All uploads, those of `accept` among them. */
  readonly accepted: readonly Accepted[];
  /** Stores images and tells nobody. */
  upload(count: number): Promise<Accepted[]>;
  /** Counts uploads that a scenario stored itself. */
  accept(uploads: readonly Accepted[]): void;
  /** Sends the events of uploads; returns how many it sent. */
  tell(uploads: readonly Accepted[], chaos?: EventChaos): Promise<number>;
  /** Messages that wait, are locked or are scheduled. */
  waiting(): number;
  /** Ends when no message is left, or with its time: what is not so then, the witness tells. */
  emptied(): Promise<void>;
  /** Ends when every upload has a record and no message is left, or with its time. */
  drained(timeoutMs?: number): Promise<void>;
};

/** Starts a bench; two of one seed meet the same chances. */
export async function startFaultBench(
  seed: number,
  options: BenchOptions = {},
): Promise<FaultBench> {
  const { environment = {}, vision = {}, lockSeconds = LOCK_SECONDS } = options;
  const random = createRandom(seed);
  const ledger = createLedger();
  const services = await startServices({ lockSeconds, vision, random, ledger });
  const { broker, storage } = services;
  const launcher = createLauncher(services, {
    ...executionEnvironment(services, lockSeconds),
    ...environment,
  });
  const client = new ServiceBusClient(services.connectionStrings.serviceBus);
  const sender = client.createSender(QUEUE);
  const accepted: Accepted[] = [];
  const waiting = () => broker.activeCount(QUEUE) + broker.scheduledCount(QUEUE);
  const isDrained = () => ledger.described() >= accepted.length && waiting() === 0;
  return {
    ...services,
    ...{ random, launcher, ledger, accepted, waiting },
    async upload(count) {
      const stored = await storeImages(storage, count, accepted.length + 1);
      accepted.push(...stored);
      return stored;
    },
    accept: (uploads) => void accepted.push(...uploads),
    tell: (uploads, chaos) => sendEvents(sender, uploads, random, chaos),
    emptied: () => until('an empty queue', () => waiting() === 0, DRAIN_MS).then(nothing, nothing),
    drained: (timeoutMs = DRAIN_MS) =>
      until('every record', isDrained, timeoutMs).then(nothing, nothing),
    async stop() {
      await Promise.all(launcher.running().map((execution) => execution.stop(STOP_GRACE_MS)));
      await client.close();
      await services.stop();
    },
  };
}

function executionEnvironment(
  { visionEndpoint }: Services,
  lockSeconds: number,
): ExecutionEnvironment {
  return {
    LOCK_SECONDS: String(lockSeconds),
    LINGER_SECONDS: '2',
    CONCURRENCY: '8',
    VISION_PROVIDER: 'azure-vision',
    VISION_ENDPOINT: visionEndpoint,
    VISION_KEY: 'a-key',
    VISION_TPS: '1000',
  };
}

function nothing(): void {}
