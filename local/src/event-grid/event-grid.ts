import { ServiceBusClient } from '@azure/service-bus';
import type { BlobServiceClient } from '@azure/storage-blob';
import { loopbackHosts } from '@blobscribe/core/foreign-request';
import type { Log } from '@blobscribe/core/log';
import { deliver } from './deliver.ts';
import { startProxy, type Target } from './proxy.ts';

export type EventGridOptions = {
  /** @default '127.0.0.1' */
  readonly host?: string;
  readonly port: number;
  /** Where Azurite listens. */
  readonly target: Target;
  /** Names other than this machine's own under which clients call it, with the port. */
  readonly names?: readonly string[];
  readonly origins: readonly string[];
  readonly storage: BlobServiceClient;
  readonly serviceBusConnectionString: string;
  readonly queue: string;
  readonly log: Log;
};

export type EventGrid = { readonly port: number; close(): Promise<void> };

/**
 * Event Grid in front of Azurite: what the storage accepts is told to the queue.
 * @throws {Error} EADDRINUSE if the port is taken.
 */
export async function startEventGrid(options: EventGridOptions): Promise<EventGrid> {
  const { host, port, target, names = [], origins, storage, queue, log } = options;
  const client = new ServiceBusClient(options.serviceBusConnectionString);
  const sender = client.createSender(queue);
  const stopping = new AbortController();
  const endpoint = `http://127.0.0.1:${port}/${storage.accountName}`;
  const underWay = new Set<Promise<void>>();
  const proxy = await startProxy({
    host,
    port,
    target,
    hosts: [...loopbackHosts(port), ...names],
    origins,
    log,
    onWritten: (blob) => {
      const delivery = deliver(blob, { storage, sender, endpoint, signal: stopping.signal })
        .catch((error) => log.error('event-lost', { name: blob.name, error }))
        .finally(() => underWay.delete(delivery));
      underWay.add(delivery);
    },
  });
  return {
    port,
    async close() {
      await proxy.close();
      stopping.abort();
      await Promise.all(underWay);
      await client.close();
    },
  };
}
