import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loopbackOrigins } from '@blobscribe/core/foreign-request';
import type { Log } from '@blobscribe/core/log';
import { modelsFolder } from '@blobscribe/core/models/models-folder';
import { visionProvider } from '@blobscribe/core/vision-provider';
import { startApi } from './api.ts';
import { azuriteConnectionString, startAzurite } from './azurite.ts';
import { startEventGrid } from './event-grid/event-grid.ts';
import { startJobs } from './jobs.ts';
import { removeLocalFile, writeLocalFile } from './local-file.ts';
import { provideModels } from './models.ts';
import { anyPort, findPort, onFreePort, type PortTaken } from './ports.ts';
import { prepareStorage } from './prepare-storage.ts';
import { QUEUE, queueOf } from './queue.ts';
import { type Broker, startBroker } from './service-bus/broker.ts';

const BLOB_PORT = 10_000;
const SERVICE_BUS_PORT = 5672;
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
  await prepareStorage(azurite.storage, origins);

  const queues = [queueOf(options.environment)];
  const broker = await onFreePort(SERVICE_BUS_PORT, portTaken('Service Bus'), (port) =>
    startBroker({ port, queues }),
  );
  stops.push(broker.close);
  const serviceBus = { connectionString: broker.connectionString, queue: QUEUE };
  const eventGrid = await onFreePort(BLOB_PORT, portTaken('Blob storage'), (port) =>
    startEventGrid({
      port,
      target: { host: '127.0.0.1', port: azuritePort },
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
  const models = await provideModels(environment, print);
  stops.push(models.stop);
  const jobs = startJobs({
    environment,
    // The API takes images meanwhile; an execution would only wait.
    active: () => (models.settled() ? broker.activeCount(QUEUE) : 0),
    print,
    log,
  });
  stops.push(jobs.stop);
  const api = await startApi({
    script: join(ROOT, 'api/src/main.ts'),
    port: apiPort,
    environment,
    print,
  });
  stops.push(api.stop);
  await jobs.started;

  const storage = { connectionString: storageConnectionString };
  const vision = visionOf(options.environment);
  await writeLocalFile(data, { pid: process.pid, api: api.url, storage, serviceBus, vision });
  stops.push(() => removeLocalFile(data));
  const broken = Promise.race([
    azurite.process.ended.then((end) => `Azurite ended by itself (${end})`),
    api.ended.then((end) => `the API ended by itself (${end})`),
  ]);
  return { api: api.url, storageConnectionString, broker, broken, stop };
}

/** Who looks at the images, and where, if it is a model. */
function visionOf(environment: NodeJS.ProcessEnv) {
  const provider = visionProvider(environment);
  const { OPENAI_BASE_URL } = environment;
  return OPENAI_BASE_URL ? { provider, endpoint: OPENAI_BASE_URL } : { provider };
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
    MODELS_FOLDER: modelsFolder(environment),
  };
}
