import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { connectServiceBus } from '@blobscribe/core/connect-service-bus';
import { createQueueDeadLetters } from '@blobscribe/core/dead-letters/queue-dead-letters';
import { withDeadline } from '@blobscribe/core/deadline';
import type { AlertFeed } from './alert-feed.ts';

const CALL_MS = 30_000;

type ServiceBus = Awaited<ReturnType<typeof connectServiceBus>>;

export type DrillOptions = {
  /** A client of its own for each look: one client lists dead letters once (see `peekQueue`). */
  readonly connect: () => Promise<ServiceBus>;
  readonly queue: string;
  readonly alerts: AlertFeed;
  readonly tell: (line: string) => void;
  readonly signal: AbortSignal;
  readonly lookMs: number;
};

/**
 * Sends one message that makes no sense, waits until it lies dead and until the alert of that is
 * raised, and takes the dead one away again whatever came of that.
 * @throws {Error} if the alert is raised already, or if `signal` is aborted before both have happened.
 */
export async function runDrill(options: DrillOptions): Promise<void> {
  const { connect, queue, alerts, tell, signal, lookMs } = options;
  if (await alerts()) {
    throw new Error('the alert is raised already: see to the dead letters first (queue list)');
  }
  const drill = `drill-${randomUUID()}`;
  const startedAt = Date.now();
  const passed = () => `${Math.round((Date.now() - startedAt) / 1000)} s`;
  const client = await connect();
  try {
    await withDeadline('sending', CALL_MS, () =>
      client.createSender(queue).sendMessages({ messageId: drill, body: { drill } }),
    );
    tell(`sent ${drill}, which is no event`);
    const id = await until(() => findDead(drill), 'the message did not die');
    tell(`${passed()}: an execution took it and let it die`);
    try {
      await until(async () => (await alerts()) || undefined, 'no alert was raised');
      tell(`${passed()}: the alert is raised, and whom it tells is told`);
    } finally {
      // The next to look after the queue must not wonder.
      await discard(client, id);
    }
  } finally {
    await withDeadline('closing', CALL_MS, () => client.close());
  }

  async function discard(from: ServiceBus, id: string): Promise<void> {
    const removals = createQueueDeadLetters(from, queue).remove(new Set([id]), async () => {});
    for await (const { error } of removals) {
      tell(error === undefined ? 'the message is taken away again' : `it stays: ${error}`);
    }
  }

  async function findDead(text: string): Promise<string | undefined> {
    const looking = await connect();
    try {
      const letters = await createQueueDeadLetters(looking, queue).list();
      return letters.find(({ content }) => JSON.stringify(content).includes(text))?.id;
    } finally {
      await withDeadline('closing', CALL_MS, () => looking.close());
    }
  }

  async function until<T>(look: () => Promise<T | undefined>, failure: string): Promise<T> {
    for (;;) {
      const found = await look();
      if (found !== undefined) return found;
      if (signal.aborted) throw new Error(failure);
      await sleep(lookMs, undefined, { signal }).catch(() => {});
    }
  }
}
