import { setImmediate as turn } from 'node:timers/promises';
import type { Benchmark } from '../harness/benchmark.ts';
import { medianOf } from '../harness/interleave.ts';
import { makePhotograph } from '../harness/photographs.ts';
import { judge } from '../harness/row.ts';
import { startExecution } from '../stand-ins/executions.ts';
import { nameUploads, storeTemplate, tellOf } from '../stand-ins/images.ts';
import { type Services, startServices } from '../stand-ins/services.ts';

const LOOK_MS = 600;
const ROUND_TRIP_MS = 5;
const WARM_UP_IMAGES = 10;
const IMAGES_A_ROUND = 40;

/** In round trips, each waiting for the one before: what is injected between a message and its record. */
const TRIPS = {
  /** Half a trip: nobody asks for it. */
  'the message': 0.5,
  'request, record and tombstone, at once': 1,
  'the image': 1,
  'the cache': 1,
  'the claim and its lease': 2,
  'the record': 1,
};

/** One image at a time for an execution that lingers: what ours adds to what the services take. */
export const warm: Benchmark = {
  name: 'warm',
  guards: false,
  async run({ rounds }) {
    const services = await startServices({ roundTripMs: ROUND_TRIP_MS, lookMs: LOOK_MS });
    await storeTemplate(services, await makePhotograph({ width: 640, height: 480 }));
    const execution = startExecution(services);
    await execution.started;
    for (let image = 0; image < WARM_UP_IMAGES; image += 1) await describeOne(services);
    const times: number[] = [];
    for (let image = 0; image < rounds * IMAGES_A_ROUND; image += 1) {
      times.push(await describeOne(services));
    }
    await execution.stop(15_000);
    await services.stop();
    const trips = Object.values(TRIPS).reduce((sum, count) => sum + count, 0);
    const reference = LOOK_MS + trips * ROUND_TRIP_MS;
    const common = { unit: 'ms', reference, ratio: 'share' } as const;
    const name = 'from message to record, beside the delays of the services';
    return [
      judge({
        ...common,
        name: `${name}: median`,
        ours: medianOf(times),
        target: { atMost: 1.05 },
      }),
      judge({
        ...common,
        name: `${name}: 99 of 100`,
        ours: times.toSorted((one, other) => one - other)[Math.floor(times.length * 0.99)] ?? 0,
        target: { atMost: 1.2 },
      }),
    ];
  },
};

async function describeOne(services: Services): Promise<number> {
  const { records } = await services.counts();
  const names = nameUploads(1);
  const startedAt = performance.timeOrigin + performance.now();
  await tellOf(services, names);
  for (;;) {
    const counts = await services.counts();
    if (counts.records > records) return counts.lastRecordAt - startedAt;
    await turn();
  }
}
