import { setTimeout as sleep } from 'node:timers/promises';
import { subjectOf } from '@blobscribe/core/blob-created-event';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type JobBench, jobBench } from '../../test/support/job-bench.ts';
import { until } from '../../test/support/until.ts';

let bench: JobBench;

beforeAll(async () => {
  bench = await jobBench();
});

afterEach(() => until('an empty queue', () => bench.broker.activeCount('images') === 0));

afterAll(() => bench.stop());

describe('an execution', () => {
  it('describes what is queued, lingers and exits 0', async () => {
    await Promise.all([bench.drop('drop/a.jpg', 1), bench.drop('drop/b.jpg', 2)]);

    expect(await bench.run().ended).toBe(0);

    const records = await Promise.all(['drop/a.jpg', 'drop/b.jpg'].map(bench.record));
    expect(records.map((record) => record?.status)).toEqual(['succeeded', 'succeeded']);
  });

  it('with nothing to do exits 0', async () => {
    expect(await bench.run().ended).toBe(0);
  });

  it('stops receiving when its run is over, though a trickle never ends', async () => {
    const feeding = new AbortController();
    const feeder = (async () => {
      for (let index = 0; !feeding.signal.aborted; index += 1) {
        await bench.drop(`drop/trickle/${index}.jpg`, index);
        await sleep(50);
      }
    })();
    const execution = bench.run({ LINGER_SECONDS: '60', RUN_SECONDS: '3' });

    expect(await execution.ended).toBe(0);

    feeding.abort();
    await feeder;
    expect(bench.broker.activeCount('images')).toBeGreaterThan(0);
    await bench.run().ended;
  });

  it('ends at SIGTERM with nothing lost', async () => {
    const names = Array.from({ length: 30 }, (_, index) => `drop/term/${index}.jpg`);
    await Promise.all(names.map((name, index) => bench.drop(name, index)));
    const execution = bench.run({ LINGER_SECONDS: '60', CONCURRENCY: '4' });
    await until('the first record', () => bench.record('drop/term/0.jpg'));

    await execution.stop(25_000);

    expect(await execution.ended).toBe(0);
    await bench.run().ended;
    const records = await Promise.all(names.map(bench.record));
    expect(records.filter((record) => record?.status === 'succeeded')).toHaveLength(30);
    expect(bench.broker.deadLetterCount('images')).toBe(0);
  });

  it('stops with every missing variable named', async () => {
    const execution = bench.run({
      STORAGE_CONNECTION_STRING: '',
      SERVICEBUS_CONNECTION_STRING: '',
      CONCURRENCY: 'x',
    });

    expect(await execution.ended).toBe(2);
    const text = execution.lines.join('\n');
    for (const name of ['STORAGE_CONNECTION_STRING', 'SERVICEBUS_NAMESPACE', 'CONCURRENCY']) {
      expect(text).toContain(name);
    }
  });

  it('puts an image off while the storage is away, at no cost of a delivery', async () => {
    await bench.tell('drop/away.jpg', '"0x1"');
    const nowhere = bench.azurite.connectionString.replace(`:${bench.azurite.port}/`, ':1/');

    expect(await bench.run({ STORAGE_CONNECTION_STRING: nowhere }).ended).toBe(0);

    expect(bench.broker.scheduledCount('images')).toBe(1);
    const [copy] = await bench.waiting();
    expect(copy?.body.subject).toBe(subjectOf('drop/away.jpg'));
    expect(copy?.applicationProperties).toMatchObject({ tries: 1 });
    expect(Date.parse(String(copy?.applicationProperties?.firstSeen))).not.toBeNaN();
    await bench.cancel(copy);
    expect(bench.broker.scheduledCount('images')).toBe(0);
  });

  it('exits 1 if its queue is not there', async () => {
    const execution = bench.run({ QUEUE_NAME: 'nowhere', LINGER_SECONDS: '60' });

    expect(await execution.ended).toBe(1);
    expect(execution.lines.join('\n')).toContain('MessagingEntityNotFound');
  });
});
