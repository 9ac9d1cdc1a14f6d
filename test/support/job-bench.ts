import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { ServiceBusClient, type ServiceBusReceivedMessage } from '@azure/service-bus';
import { blobCreatedEvent } from '../../core/src/blob-created-event.ts';
import { promptName } from '../../core/src/blob-names.ts';
import { type PromptDocument, promptDocumentSchema } from '../../core/src/prompt-document.ts';
import { readBlob } from '../../core/src/read-blob.ts';
import { type RunningProcess, startProcess } from '../../local/src/processes.ts';
import { type Broker, startBroker } from '../../local/src/service-bus/broker.ts';
import { type AzuriteFixture, azuriteFixture } from './azurite.ts';
import { jpeg } from './pictures.ts';

const QUEUE = 'images';
const JOB = fileURLToPath(new URL('../../job/src/main.ts', import.meta.url));

export type Execution = RunningProcess & { readonly lines: readonly string[] };

/** Azurite and the broker, with executions of the real job started by hand: no Event Grid, no scaler. */
export type JobBench = {
  readonly azurite: AzuriteFixture;
  readonly broker: Broker;
  /** Starts one execution, or another script; `environment` adds to or replaces its variables. */
  run(environment?: Record<string, string>, script?: string): Execution;
  /** Stores an image without telling anybody; returns its ETag. */
  store(name: string, content: Buffer): Promise<string>;
  /** Tells the queue of a blob as Event Grid would; `change` spoils the event. */
  tell(name: string, etag: string, change?: (event: object) => unknown): Promise<void>;
  /** Messages of the queue, scheduled ones too. */
  waiting(): Promise<ServiceBusReceivedMessage[]>;
  /** Takes a scheduled message back. */
  cancel(message: ServiceBusReceivedMessage | undefined): Promise<void>;
  /** Stores a small JPEG, another for each `seed`, and tells the queue of it; returns its ETag. */
  drop(name: string, seed?: number): Promise<string>;
  deadLetters(): Promise<ServiceBusReceivedMessage[]>;
  record(uploadName: string): Promise<PromptDocument | undefined>;
  stop(): Promise<void>;
};

export async function jobBench(lockSeconds = 60): Promise<JobBench> {
  const azurite = await azuriteFixture();
  const queues = [{ name: QUEUE, lockSeconds, duplicateDetectionSeconds: 60 }];
  const broker = await startBroker({ port: 0, queues });
  const client = new ServiceBusClient(broker.connectionString);
  const sender = client.createSender(QUEUE);
  const executions: Execution[] = [];
  const { storage, connectionString } = azurite;
  const bench: JobBench = {
    azurite,
    broker,
    run(environment = {}, script = JOB) {
      const lines: string[] = [];
      const running = startProcess({
        label: 'job',
        script,
        environment: {
          ...process.env,
          STORAGE_CONNECTION_STRING: connectionString,
          SERVICEBUS_CONNECTION_STRING: broker.connectionString,
          LINGER_SECONDS: '1',
          ...environment,
        },
        print: (line) => lines.push(line),
      });
      const execution = { ...running, lines };
      executions.push(execution);
      return execution;
    },
    async store(name, content) {
      const blob = storage.getContainerClient('uploads').getBlockBlobClient(name);
      const { etag } = await blob.upload(content, content.length);
      return etag ?? '';
    },
    async tell(name, etag, change = (event) => event) {
      const blob = {
        api: 'PutBlob',
        name,
        etag,
        contentLength: 1,
        contentType: 'image/jpeg',
        blobType: 'BlockBlob',
        endpoint: storage.url,
        source: '/test',
      };
      const id = randomUUID();
      await sender.sendMessages({
        body: change(blobCreatedEvent(blob, id, new Date())),
        messageId: id,
      });
    },
    async drop(name, seed = 0) {
      const etag = await bench.store(name, await jpeg(seed));
      await bench.tell(name, etag);
      return etag;
    },
    waiting: () => client.createReceiver(QUEUE).peekMessages(100),
    async cancel(message) {
      if (message?.sequenceNumber) await sender.cancelScheduledMessages(message.sequenceNumber);
    },
    deadLetters: () =>
      client.createReceiver(QUEUE, { subQueueType: 'deadLetter' }).peekMessages(100),
    async record(uploadName) {
      const blob = storage.getContainerClient('prompts').getBlobClient(promptName(uploadName));
      const stored = await readBlob(blob);
      return stored && promptDocumentSchema.parse(JSON.parse(stored.body.toString()));
    },
    async stop() {
      await Promise.all(executions.map((execution) => execution.stop(1000)));
      await client.close();
      await broker.close();
      await azurite.stop();
    },
  };
  return bench;
}
