import type { Benchmark } from '../harness/benchmark.ts';
import { makePhotograph } from '../harness/photographs.ts';
import { watchPeak } from '../harness/process-group.ts';
import { judge } from '../harness/row.ts';
import { startExecution, untilDrained } from '../stand-ins/executions.ts';
import { nameUploads, storeTemplate, tellOf } from '../stand-ins/images.ts';
import { type Services, startServices } from '../stand-ins/services.ts';

const [FEW, MANY] = [200, 2_000];
const LIMIT_MIB = 350;

/** How large the largest process of an execution gets over photographs of 24 megapixels, 16 at a time. */
export const memory: Benchmark = {
  name: 'memory',
  guards: false,
  async run({ say }) {
    const services = await startServices();
    await storeTemplate(services, await makePhotograph({ width: 6000, height: 4000 }));
    const few = await peakOver(services, FEW);
    say(`${FEW}: ${few.toFixed(0)} MiB`);
    const many = await peakOver(services, MANY);
    await services.stop();
    return [
      judge({
        name: 'largest process over 200 photographs of 24 MP, beside 350 MiB',
        unit: 'MiB',
        ours: few,
        reference: LIMIT_MIB,
        ratio: 'share',
        target: { atMost: 1 },
      }),
      judge({
        name: 'largest process over 2,000 of them, beside over 200',
        unit: 'MiB',
        ours: many,
        reference: few,
        ratio: 'share',
        target: { atMost: 1.05 },
      }),
    ];
  },
};

async function peakOver(services: Services, images: number): Promise<number> {
  const execution = startExecution(services, { VISION_PROVIDER: 'pixels', CONCURRENCY: '16' });
  await execution.started;
  const peak = watchPeak(execution.pid);
  await tellOf(services, nameUploads(images));
  await untilDrained(services);
  const largest = peak();
  await execution.stop(15_000);
  return largest;
}
