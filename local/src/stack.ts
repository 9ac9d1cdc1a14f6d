import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BlobServiceClient } from '@azure/storage-blob';
import { loopbackOrigins } from '@blobscribe/core/foreign-request';
import type { Log } from '@blobscribe/core/log';
import { startApi } from './api.ts';
import { azuriteConnectionString, startAzurite } from './azurite.ts';
import { startEventGrid } from './event-grid/event-grid.ts';
import { createExecutions } from './executions.ts';
import { startScaler } from './keda.ts';
import { removeLocalFile, writeLocalFile } from './local-file.ts';
import { anyPort, findPort, onFreePort, type PortTaken } from './ports.ts';
import { startProcess } from './processes.ts';
import { type Broker, startBroker } from './service-bus/broker.ts';

const QUEUE = 'images';
const BLOB_PORT = 10_000;
const SERVICE_BUS_PORT = 5672;
/** As the Bicep sets them: 10 deliveries, half an hour for an execution, a day without duplicates. */
const MAX_DELIVERY_COUNT = 10;
const REPLICA_TIMEOUT_MS = 1_800_000;
const DUPLICATE_WINDOW_SECONDS = 86_400;
/** Smaller and quicker than in Azure: this machine starts an execution in half a second. */
const SCALE_RULE = { messageCount: 50, maxExecutions: 4 };
const POLLING_INTERVAL_MS = 500;
const SWEEP_GRACE_MS = 5_000;
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export type StackOptions = {
  readonly port: number;
  readonly data: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly print: (line: string) => void;
  /** Told of an address that is taken, and of the one used instead. */
  readonly onPortTaken: (what: string, wanted: number, instead: number) => void;
  readonly log: Log;
};

export type Stack = {
  readonly api: string;
  readonly storageConnectionString: string;
  readonly broker: Broker;
  /** Ends with a sentence if a part ends by itself. */
  readonly broken: Promise<string>;
  stop(): Promise<void>;
};

/**
 * Starts the whole pipeline in order, each part ready before the next; writes `local.json` last.
 * @throws {Error} if a part does not start; those that did are stopped again.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (let next = stops.pop(); next; next = stops.pop()) await next();
  };
  try {
    return await startParts(options, stops, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startParts(
  options: StackOptions,
  stops: (() => Promise<void>)[],
  stop: () => Promise<void>,
): Promise<Stack> {
  const { data, print, log } = options;
  await mkdir(data, { recursive: true });
  const portTaken =
    (what: string): PortTaken =>
    (wanted, instead) =>
      options.onPortTaken(what, wanted, instead);
  const apiPort = await findPort(options.port, portTaken('API'));
  const origins = loopbackOrigins(apiPort);

  const azuritePort = await anyPort();
  const azurite = await startAzurite({ port: azuritePort, folder: join(data, 'azurite'), print });
  stops.push(azurite.stop);
  await allowPages(azurite.storage, origins);

  const queues = [queue(options.environment)];
  const broker = await onFreePort(SERVICE_BUS_PORT, portTaken('Service Bus'), (port) =>
    startBroker({ port, queues }),
  );
  stops.push(broker.close);
  const serviceBus = { connectionString: broker.connectionString, queue: QUEUE };
  const eventGrid = await onFreePort(BLOB_PORT, portTaken('Blob storage'), (port) =>
    startEventGrid({
      port,
      targetPort: azuritePort,
      origins,
      storage: azurite.storage,
      serviceBusConnectionString: broker.connectionString,
      queue: QUEUE,
      log,
    }),
  );
  stops.push(eventGrid.close);

  const storageConnectionString = azuriteConnectionString(eventGrid.port);
  const environment = childEnvironment(options.environment, storageConnectionString, broker);
  // The queue was in memory: whatever has no record has no message either, however young it is.
  const sweep = startProcess({
    label: 'sweep',
    script: script('job/src/sweep.ts'),
    environment: { ...environment, SWEEP_AFTER_MINUTES: '0' },
    print,
  });
  stops.push(() => sweep.stop(SWEEP_GRACE_MS));
  const api = await startApi({
    script: script('api/src/main.ts'),
    port: apiPort,
    environment,
    print,
  });
  stops.push(api.stop);
  if ((await sweep.ended) !== 0) throw new Error('the sweep failed; its lines above say why');
  const executions = createExecutions({
    script: script('job/src/main.ts'),
    environment,
    replicaTimeoutMs: REPLICA_TIMEOUT_MS,
    print,
    log,
  });
  const scaler = startScaler({
    rule: SCALE_RULE,
    pollingIntervalMs: POLLING_INTERVAL_MS,
    active: () => broker.activeCount(QUEUE),
    ...executions,
  });
  stops.push(executions.stop, scaler.stop);

  const storage = { connectionString: storageConnectionString };
  await writeLocalFile(data, { pid: process.pid, api: api.url, storage, serviceBus });
  stops.push(() => removeLocalFile(data));
  const broken = Promise.race([
    azurite.process.ended.then((end) => `Azurite ended by itself (${end})`),
    api.ended.then((end) => `the API ended by itself (${end})`),
  ]);
  return { api: api.url, storageConnectionString, broker, broken, stop };
}

/** A browser may PUT to storage from the page's own origins, with the headers that a PUT needs. */
async function allowPages(storage: BlobServiceClient, origins: readonly string[]): Promise<void> {
  const rule = {
    allowedOrigins: origins.join(','),
    allowedMethods: 'PUT,OPTIONS',
    allowedHeaders: 'content-type,x-ms-*',
    exposedHeaders: 'etag,x-ms-*',
    maxAgeInSeconds: 3600,
  };
  await storage.setProperties({ cors: [rule] });
}

function queue(environment: NodeJS.ProcessEnv) {
  const lockSeconds = Number(environment.LOCK_SECONDS || 60);
  return {
    name: QUEUE,
    lockSeconds,
    maxDeliveryCount: MAX_DELIVERY_COUNT,
    duplicateDetectionSeconds: DUPLICATE_WINDOW_SECONDS,
  };
}

/** What the caller's environment says, with this stack's services in place of any others. */
function childEnvironment(
  environment: NodeJS.ProcessEnv,
  storageConnectionString: string,
  broker: Broker,
): NodeJS.ProcessEnv {
  return {
    ...environment,
    AUTH: 'none',
    STORAGE_CONNECTION_STRING: storageConnectionString,
    STORAGE_ENDPOINT: '',
    STORAGE_PUBLIC_ENDPOINT: '',
    SERVICEBUS_CONNECTION_STRING: broker.connectionString,
    SERVICEBUS_NAMESPACE: '',
    QUEUE_NAME: QUEUE,
  };
}

function script(path: string): string {
  return join(ROOT, path);
}
