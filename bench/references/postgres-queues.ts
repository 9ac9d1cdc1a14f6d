import { Logger, makeWorkerUtils, run } from 'graphile-worker';
import { PgBoss } from 'pg-boss';

/** What a queue takes in and gives out, `count` jobs that do nothing; gives their number a second. */
export type QueueRun = (count: number, atATime: number) => Promise<number>;

export type PostgresQueue = { readonly measure: QueueRun; stop(): Promise<void> };

const QUEUE = 'images';
/** Of its documentation's own benchmark. */
const GRAPHILE_CONCURRENCY = 24;
const PAYLOAD = { subject: '/blobServices/default/containers/uploads/blobs/drop/a.jpg' };

/** pg-boss: jobs are fetched and completed by so many at a time. */
export async function startPgBoss(connectionString: string): Promise<PostgresQueue> {
  const boss = new PgBoss(connectionString);
  await boss.start();
  await boss.createQueue(QUEUE);
  return {
    async measure(count, atATime) {
      await boss.insert(
        QUEUE,
        Array.from({ length: count }, () => ({ data: PAYLOAD })),
      );
      const startedAt = performance.now();
      for (let done = 0; done < count; ) {
        const jobs = await boss.fetch(QUEUE, { batchSize: atATime });
        await boss.complete(
          QUEUE,
          jobs.map(({ id }) => id),
        );
        done += jobs.length;
      }
      return perSecond(count, startedAt);
    },
    stop: () => boss.stop({ graceful: false }),
  };
}

/** graphile-worker: a local queue of so many, as its page on performance advises. */
export async function startGraphileWorker(connectionString: string): Promise<PostgresQueue> {
  const utils = await makeWorkerUtils({ connectionString });
  await utils.migrate();
  return {
    async measure(count, atATime) {
      await utils.addJobs(
        Array.from({ length: count }, () => ({ identifier: QUEUE, payload: PAYLOAD })),
      );
      let done = 0;
      const { promise: all, resolve } = Promise.withResolvers<void>();
      const startedAt = performance.now();
      const runner = await run({
        connectionString,
        noHandleSignals: true,
        logger: new Logger(() => () => {}),
        preset: {
          worker: { concurrentJobs: GRAPHILE_CONCURRENCY, localQueue: { size: atATime } },
        },
        taskList: {
          [QUEUE]: async () => {
            done += 1;
            if (done === count) resolve();
          },
        },
      });
      await all;
      const speed = perSecond(count, startedAt);
      await runner.stop();
      return speed;
    },
    stop: async () => {
      await utils.release();
    },
  };
}

function perSecond(count: number, startedAt: number): number {
  return count / ((performance.now() - startedAt) / 1000);
}
