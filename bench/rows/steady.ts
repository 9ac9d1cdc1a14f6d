import type { Benchmark } from '../harness/benchmark.ts';
import { medianOf } from '../harness/interleave.ts';
import { makePhotograph } from '../harness/photographs.ts';
import { cpuOf } from '../harness/process-group.ts';
import { judge } from '../harness/row.ts';
import { type Execution, startExecution, untilDrained } from '../stand-ins/executions.ts';
import { nameUploads, storeTemplate, tellOf } from '../stand-ins/images.ts';
import { type Services, startServices } from '../stand-ins/services.ts';

const SIZES = [100, 1_000, 10_000];
const SLICES = 10;
const WARM_UP_IMAGES = 500;
const LOOK_MS = 20;

/** What an image costs of the processor when 100, 1,000 and 10,000 wait: the same, if nothing grows. */
export const steady: Benchmark = {
  name: 'steady',
  guards: false,
  async run({ say }) {
    const services = await startServices();
    await storeTemplate(services, await makePhotograph({ width: 320, height: 240 }));
    const execution = startExecution(services, { VISION_PROVIDER: 'pixels' });
    await execution.started;
    await costOf(services, execution, WARM_UP_IMAGES);
    const costs: number[] = [];
    for (const size of SIZES) {
      const cost = await costOf(services, execution, size);
      costs.push(cost);
      say(`${size}: ${cost.toFixed(2)} ms an image`);
    }
    await execution.stop(15_000);
    await services.stop();
    const name = 'CPU time of an image among 100, 1,000 and 10,000: the most beside the least';
    const [ours, reference] = [Math.max(...costs), Math.min(...costs)];
    return [judge({ name, unit: 'ms', ours, reference, ratio: 'share', target: { atMost: 1.1 } })];
  },
};

/** Median of the slices, in milliseconds of all its processes for each image. */
async function costOf(services: Services, execution: Execution, size: number): Promise<number> {
  await tellOf(services, nameUploads(size));
  const drained = untilDrained(services);
  const slices: number[] = [];
  let { records: doneBefore } = await services.counts();
  let spentBefore = cpuOf(execution.pid);
  const timer = setInterval(async () => {
    const { records } = await services.counts();
    const images = records - doneBefore;
    if (images < size / SLICES) return;
    const spent = cpuOf(execution.pid);
    slices.push((spent - spentBefore) / images);
    [doneBefore, spentBefore] = [records, spent];
  }, LOOK_MS);
  await drained;
  clearInterval(timer);
  return medianOf(slices);
}
