import { BlobServiceClient } from '@azure/storage-blob';
import { loopbackHosts, loopbackOrigins } from '@blobscribe/core/foreign-request';
import { createLog } from '@blobscribe/core/log';
import { SettingsError } from '@blobscribe/core/settings';
import { azuriteConnectionString } from './azurite.ts';
import { countActive } from './count-active.ts';
import { startEventGrid } from './event-grid/event-grid.ts';
import { startJobs } from './jobs.ts';
import { keepKey } from './key-files.ts';
import { removeLocalFile, writeLocalFile } from './local-file.ts';
import { prepareStorage } from './prepare-storage.ts';
import { QUEUE, queueOf } from './queue.ts';
import { type Config, readConfig } from './read-config.ts';
import { startBroker } from './service-bus/broker.ts';

/** Within the container. */
const BLOB_PORT = 10_000;
const SERVICE_BUS_PORT = 5672;
const STORAGE_RETRIES = { maxTries: 20, retryDelayInMs: 500, maxRetryDelayInMs: 2_000 };

const log = createLog();

/** What stands in for Azure where the API and the storage are containers: queue, events, executions. */
async function main(config: Config): Promise<void> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (let next = stops.pop(); next; next = stops.pop()) await next();
    log.info('local-stopped');
    process.exit(0);
  };
  process.once('SIGTERM', () => void stop());
  process.once('SIGINT', () => void stop());

  const storage = BlobServiceClient.fromConnectionString(config.STORAGE_CONNECTION_STRING, {
    retryOptions: STORAGE_RETRIES,
  });
  const origins = loopbackOrigins(config.API_PORT);
  await prepareStorage(storage, origins);
  const key = await keepKey(config.KEY_FOLDER);

  const queue = await openQueue(config);
  stops.push(queue.close);
  const { hostname, port } = new URL(storage.url);
  const eventGrid = await startEventGrid({
    host: '0.0.0.0',
    port: BLOB_PORT,
    target: { host: hostname, port: Number(port) },
    names: [...config.BLOB_NAMES, ...loopbackHosts(config.BLOB_PORT)],
    origins,
    storage,
    serviceBusConnectionString: queue.connectionString,
    queue: QUEUE,
    log,
  });
  stops.push(eventGrid.close);
  const jobs = startJobs({
    environment: {
      ...process.env,
      SERVICEBUS_CONNECTION_STRING: queue.connectionString,
      QUEUE_NAME: QUEUE,
    },
    active: queue.active,
    print: (line) => process.stdout.write(`${line}\n`),
    log,
  });
  stops.push(jobs.stop);
  await jobs.started;
  await writeLocalFile(config.KEY_FOLDER, {
    pid: process.pid,
    api: `http://127.0.0.1:${config.API_PORT}`,
    storage: { connectionString: config.STORAGE_CONNECTION_STRING },
    serviceBus: { connectionString: queue.connectionString, queue: QUEUE },
  });
  stops.push(() => removeLocalFile(config.KEY_FOLDER));
  process.stdout.write(welcome(config, key));
}

type Queue = {
  readonly connectionString: string;
  readonly active: () => number | Promise<number>;
  readonly close: () => Promise<void>;
};

/** The queue of the Service Bus that is named, or of a stand-in within this container. */
async function openQueue(config: Config): Promise<Queue> {
  const { SERVICEBUS_CONNECTION_STRING: connectionString } = config;
  if (connectionString !== undefined) {
    const active = () => countActive(connectionString, QUEUE);
    return { connectionString, active, close: async () => {} };
  }
  const broker = await startBroker({ port: SERVICE_BUS_PORT, queues: [queueOf(process.env)] });
  const active = () => broker.activeCount(QUEUE);
  return { connectionString: broker.connectionString, active, close: broker.close };
}

function welcome({ API_PORT: port, BLOB_PORT: blobs }: Config, key: string): string {
  const storage =
    blobs === BLOB_PORT ? 'UseDevelopmentStorage=true' : azuriteConnectionString(blobs);
  return `
Blobscribe is ready.

  The page      http://127.0.0.1:${port}/    asks for this key: ${key}
  Send images   curl -H 'X-API-Key: ${key}' -F image=@photo.jpg http://127.0.0.1:${port}/v1/prompts
                drop blobs under uploads/drop/ with any Azure tool: ${storage}
  Dead letters  docker compose exec local node scripts/src/blobscribe.ts queue list --data /keys
`;
}

try {
  await main(readConfig(process.env));
} catch (error) {
  if (error instanceof SettingsError) process.stderr.write(`${error.message}\n`);
  else log.error('local-failed', { error });
  process.exit(error instanceof SettingsError ? 2 : 1);
}
