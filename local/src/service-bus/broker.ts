import { randomBytes } from 'node:crypto';
import { createConnections } from './connections.ts';
import { createEntity, type Entity, pathOf, type QueueOptions } from './entities.ts';
import type { Authorise } from './links.ts';
import { listen } from './listen.ts';

export type { QueueOptions };

export type BrokerOptions = {
  /** @default '127.0.0.1' */
  readonly host?: string;
  /** 0 takes any free one. */
  readonly port: number;
  readonly queues: readonly QueueOptions[];
  /** @default 'RootManageSharedAccessKey' */
  readonly keyName?: string;
  /** @default a random one */
  readonly key?: string;
  readonly tls?: { readonly cert: string; readonly key: string };
  /** @default every identity may do everything */
  readonly authorise?: Authorise;
  readonly log?: (event: string, fields: object) => void;
  readonly now?: () => number;
};

export type Broker = {
  readonly port: number;
  readonly connectionString: string;
  /** Messages to be worked on, the locked ones included, as Service Bus's ActiveMessageCount. */
  activeCount(queue: string): number;
  deadLetterCount(queue: string): number;
  scheduledCount(queue: string): number;
  close(): Promise<void>;
};

/** Starts a stand-in for a Service Bus namespace; rejects with the system error if the port is taken. */
export async function startBroker(options: BrokerOptions): Promise<Broker> {
  const { host = '127.0.0.1', tls, now = Date.now, log = () => {} } = options;
  const { authorise = () => true } = options;
  const keys = {
    keyName: options.keyName ?? 'RootManageSharedAccessKey',
    key: options.key ?? randomBytes(32).toString('base64'),
  };
  const entities = new Map(
    options.queues.map((queue) => [pathOf(queue.name), createEntity(queue, now)]),
  );
  const isTls = tls !== undefined;
  const connections = createConnections({ entities, keys, isTls, authorise, now, log });
  const { port, stop } = await listen(connections.container, { host, port: options.port, tls });
  const entityOf = (queue: string) => findEntity(entities, queue);
  return {
    port,
    connectionString: connectionString({ host, port, isTls, ...keys }),
    activeCount: (queue) => entityOf(queue).main.queue.counts.active,
    deadLetterCount: (queue) => entityOf(queue).deadLetter.queue.counts.active,
    scheduledCount: (queue) => entityOf(queue).main.queue.counts.scheduled,
    close: async () => {
      for (const { main, deadLetter } of entities.values()) {
        main.close();
        deadLetter.close();
      }
      await stop(connections.abort);
    },
  };
}

function findEntity(entities: ReadonlyMap<string, Entity>, queue: string): Entity {
  const entity = entities.get(pathOf(queue));
  if (!entity) throw new RangeError(`The broker has no queue named ${queue}.`);
  return entity;
}

type Access = { host: string; port: number; isTls: boolean; keyName: string; key: string };

function connectionString({ host, port, isTls, keyName, key }: Access): string {
  // The client takes the port from the endpoint, and plain TCP from the emulator flag.
  const name = isTls ? 'localhost' : host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return [
    `Endpoint=sb://${name}:${port}`,
    `SharedAccessKeyName=${keyName}`,
    `SharedAccessKey=${key}`,
    ...(isTls ? [''] : ['UseDevelopmentEmulator=true', '']),
  ].join(';');
}
