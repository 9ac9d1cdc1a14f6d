import { ServiceBusClient } from '@azure/service-bus';
import { createLog } from '@blobscribe/core/log';
import { drain } from '../../job/src/drain.ts';
import { createSettler } from '../../job/src/settle.ts';
import type { Benchmark } from '../harness/benchmark.ts';
import { interleave, type Measure } from '../harness/interleave.ts';
import { judge, skip } from '../harness/row.ts';
import { startPostgres } from '../references/postgres.ts';
import {
  type PostgresQueue,
  startGraphileWorker,
  startPgBoss,
} from '../references/postgres-queues.ts';
import { nameUploads, tellOf } from '../stand-ins/images.ts';
import { QUEUE, type Services, startServices } from '../stand-ins/services.ts';

const AT_A_TIME = 500;
const MESSAGES = 20_000;
/** Of those that are slower: a round is to take seconds. */
const JOBS = 5_000;
const UNIT = 'messages/s';
const TARGETS = {
  'bare SDK loop': { atLeast: 0.9 },
  'pg-boss': { atLeast: 2 },
  'graphile-worker': { atLeast: 5 },
} as const;

type Reference = keyof typeof TARGETS;

/** Messages that ask for nothing: what receiving and settling alone takes, 500 at a time. */
export const messages: Benchmark = {
  name: 'messages',
  guards: true,
  async run({ rounds, say }) {
    const services = await startServices();
    const postgres = await startPostgres();
    const queues = postgres && {
      'pg-boss': await startPgBoss(postgres.connectionString),
      'graphile-worker': await startGraphileWorker(postgres.connectionString),
    };
    const measured = await interleave<Reference | 'ours'>(rounds, {
      ours: () => drainAll(services),
      'bare SDK loop': () => loopOverAll(services),
      'pg-boss': jobsOf(queues?.['pg-boss']),
      'graphile-worker': jobsOf(queues?.['graphile-worker']),
    });
    for (const queue of Object.values(queues ?? {})) await queue.stop();
    await postgres?.stop();
    await services.stop();
    if (!postgres) say('PostgreSQL is not installed here: its queues are left out');
    return (Object.keys(TARGETS) as Reference[]).map((reference) => {
      const name = `messages that ask for nothing, beside ${article(reference)}`;
      const target = TARGETS[reference];
      if (!postgres && reference !== 'bare SDK loop') {
        return skip(name, UNIT, target, 'PostgreSQL is not installed');
      }
      const [ours, theirs] = [measured.ours, measured[reference]];
      return judge({ name, unit: UNIT, ours, reference: theirs, ratio: 'share', target });
    });
  },
};

function article(reference: Reference): string {
  return reference === 'bare SDK loop' ? 'a bare loop over the SDK' : reference;
}

function jobsOf(queue: PostgresQueue | undefined): Measure {
  return async () => (queue ? queue.measure(JOBS, AT_A_TIME) : Number.NaN);
}

/** Our own way from message to settlement, as `main.ts` wires it. */
async function drainAll(services: Services): Promise<number> {
  await tellOf(services, nameUploads(MESSAGES));
  const client = new ServiceBusClient(services.queue);
  const receiver = client.createReceiver(QUEUE, { maxAutoLockRenewalDurationInMs: 0 });
  const log = createLog(() => {});
  const settle = createSettler(receiver, client.createSender(QUEUE), log);
  const stop = new AbortController();
  let done = 0;
  let seconds = 0;
  const startedAt = performance.now();
  await drain({
    receiver,
    lockMs: 60_000,
    concurrency: AT_A_TIME,
    lingerMs: 10_000,
    runMs: 600_000,
    stop: stop.signal,
    graceMs: 1_000,
    log,
    work: async (message) => {
      await settle(message, { kind: 'complete' }, false);
      done += 1;
      if (done < MESSAGES) return;
      seconds = (performance.now() - startedAt) / 1000;
      stop.abort();
    },
  });
  await client.close();
  return MESSAGES / seconds;
}

/** What the SDK's documentation shows: a batch is received, and all of it is completed. */
async function loopOverAll(services: Services): Promise<number> {
  await tellOf(services, nameUploads(MESSAGES));
  const client = new ServiceBusClient(services.queue);
  const receiver = client.createReceiver(QUEUE, { maxAutoLockRenewalDurationInMs: 0 });
  const startedAt = performance.now();
  for (let done = 0; done < MESSAGES; ) {
    const received = await receiver.receiveMessages(AT_A_TIME);
    await Promise.all(received.map((message) => receiver.completeMessage(message)));
    done += received.length;
  }
  const seconds = (performance.now() - startedAt) / 1000;
  await client.close();
  return MESSAGES / seconds;
}
