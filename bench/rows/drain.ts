import type { Benchmark } from '../harness/benchmark.ts';
import { interleave } from '../harness/interleave.ts';
import { makePhotograph } from '../harness/photographs.ts';
import { judge } from '../harness/row.ts';
import { measureTutorialLoop } from '../references/tutorial-loop.ts';
import { startExecution, untilDrained } from '../stand-ins/executions.ts';
import { nameUploads, storeTemplate, tellOf } from '../stand-ins/images.ts';
import { type Services, startServices } from '../stand-ins/services.ts';

const IMAGES = 2_000;
const LOOK_MS = 600;
const ROUND_TRIP_MS = 5;
/** The job's default. */
const CONCURRENCY = 16;
/** No more is possible while the vision service looks at so many at a time. */
const BOUND = CONCURRENCY / (LOOK_MS / 1000);
/** Enough for children to have started and for code to be hot. */
const WARM_UP_IMAGES = 64;
/** It takes more than a second for each. */
const TUTORIAL_IMAGES = 8;

/** A queue that holds 2,000 images, drained by one execution. */
export const drain: Benchmark = {
  name: 'drain',
  guards: false,
  async run({ rounds }) {
    const services = await startServices({ roundTripMs: ROUND_TRIP_MS, lookMs: LOOK_MS });
    await storeTemplate(services, await makePhotograph({ width: 640, height: 480 }));
    const execution = startExecution(services, { CONCURRENCY: String(CONCURRENCY) });
    await execution.started;
    await drainImages(services, WARM_UP_IMAGES);
    const { ours, tutorial } = await interleave(rounds, {
      ours: () => drainImages(services, IMAGES),
      tutorial: async () => {
        const other = await startServices({ roundTripMs: ROUND_TRIP_MS, lookMs: LOOK_MS });
        await storeTemplate(other, await makePhotograph({ width: 640, height: 480 }));
        const speed = await measureTutorialLoop(other, TUTORIAL_IMAGES);
        await other.stop();
        return speed;
      },
    });
    await execution.stop(15_000);
    await services.stop();
    const name = `${IMAGES.toLocaleString('en-GB')} images drained (5 ms away, 600 ms to look at)`;
    const common = { unit: 'images/s', ours, ratio: 'share' } as const;
    return [
      judge({
        ...common,
        name: `${name}, beside what ${CONCURRENCY} at a time can be`,
        reference: BOUND,
        target: { atLeast: 0.95 },
      }),
      judge({
        ...common,
        name: `${name}, beside a message an execution`,
        reference: tutorial,
        target: { atLeast: 20 },
      }),
    ];
  },
};

async function drainImages(services: Services, count: number): Promise<number> {
  const names = nameUploads(count);
  const startedAt = performance.now();
  await tellOf(services, names);
  await untilDrained(services);
  return count / ((performance.now() - startedAt) / 1000);
}
