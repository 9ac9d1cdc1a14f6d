import { type Counter, createCounter } from './counter.ts';
import { newLockToken } from './lock-token.ts';
import type { StoredMessage } from './message.ts';
import { createQueue, put } from './queue.ts';

export type QueueOptions = {
  readonly name: string;
  /** @default 60 */
  readonly lockSeconds?: number;
  /** @default 10 */
  readonly maxDeliveryCount?: number;
  /** @default 0, which is off */
  readonly duplicateDetectionSeconds?: number;
  /** @default 262144, the Standard tier's limit */
  readonly maxMessageBytes?: number;
};

export type Entity = {
  readonly name: string;
  readonly maxMessageBytes: number;
  readonly main: Counter;
  readonly deadLetter: Counter;
};

/** What an address leads to. */
export type Node =
  | { readonly kind: 'cbs' }
  | {
      readonly kind: 'queue' | 'management';
      readonly entity: Entity;
      readonly counter: Counter;
      readonly acceptsMessages: boolean;
    };

const DEAD_LETTER = '$deadletterqueue';
const MANAGEMENT = '$management';

/** A queue and its dead-letter queue. */
export function createEntity(options: QueueOptions, now: () => number): Entity {
  let lastSequenceNumber = 0;
  const shared = {
    now,
    newLockToken,
    lockMs: (options.lockSeconds ?? 60) * 1000,
    // The sub-queue counts on with the queue: a message keeps its number when it is dead-lettered.
    nextSequenceNumber: () => {
      lastSequenceNumber += 1;
      return lastSequenceNumber;
    },
  };
  const deadLetter = createCounter(
    createQueue<StoredMessage>({
      ...shared,
      name: `${options.name}/$DeadLetterQueue`,
      maxDeliveryCount: Number.POSITIVE_INFINITY,
      duplicateDetectionMs: 0,
      deadLetter: undefined,
    }),
  );
  const main = createCounter(
    createQueue<StoredMessage>({
      ...shared,
      name: options.name,
      maxDeliveryCount: options.maxDeliveryCount ?? 10,
      duplicateDetectionMs: (options.duplicateDetectionSeconds ?? 0) * 1000,
      deadLetter: (entry) => {
        put(deadLetter.queue, entry);
        deadLetter.serve();
      },
    }),
  );
  return {
    name: options.name,
    maxMessageBytes: options.maxMessageBytes ?? 262_144,
    main,
    deadLetter,
  };
}

/** The path of an address in one spelling: names know no case, a leading slash and a host mean nothing. */
export function pathOf(address: string): string {
  return address
    .replace(/^[a-z]+:\/\/[^/]*/i, '')
    .replace(/^\/+|\/+$/g, '')
    .toLowerCase();
}

/** Finds what an address means; `entities` are known by their path. */
export function findNode(entities: ReadonlyMap<string, Entity>, address: string): Node | undefined {
  const path = pathOf(address);
  if (path === '$cbs') return { kind: 'cbs' };
  const isManagement = path.endsWith(`/${MANAGEMENT}`);
  const target = isManagement ? path.slice(0, -MANAGEMENT.length - 1) : path;
  const isDeadLetter = target.endsWith(`/${DEAD_LETTER}`);
  const entity = entities.get(isDeadLetter ? target.slice(0, -DEAD_LETTER.length - 1) : target);
  if (!entity) return undefined;
  return {
    kind: isManagement ? 'management' : 'queue',
    entity,
    counter: isDeadLetter ? entity.deadLetter : entity.main,
    acceptsMessages: !isDeadLetter,
  };
}
