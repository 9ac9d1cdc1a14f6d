import { BlobServiceClient } from '@azure/storage-blob';
import { promptName } from '../../core/src/blob-names.ts';
import type { Benchmark } from '../harness/benchmark.ts';
import { medianOf } from '../harness/interleave.ts';
import { makePhotograph } from '../harness/photographs.ts';
import { judge } from '../harness/row.ts';
import { startExecution, untilDrained } from '../stand-ins/executions.ts';
import { nameUploads, storeTemplate, tellOf } from '../stand-ins/images.ts';
import { type Services, startServices } from '../stand-ins/services.ts';

const IMAGES = 1_000;
const WARM_UP_IMAGES = 64;

/** The same files once more: after their records are gone, and after only their events came again. */
export const secondPass: Benchmark = {
  name: 'second-pass',
  guards: false,
  async run({ rounds }) {
    const services = await startServices({ roundTripMs: 5, lookMs: 600 });
    await storeTemplate(services, await makePhotograph({ width: 640, height: 480 }));
    const execution = startExecution(services);
    await execution.started;
    await pass(services, nameUploads(WARM_UP_IMAGES));
    const first: number[] = [];
    const files: number[] = [];
    const events: number[] = [];
    let calls = 0;
    for (let round = 0; round < rounds; round += 1) {
      const names = nameUploads(IMAGES);
      first.push(await pass(services, names));
      const { answered } = await services.counts();
      events.push(await pass(services, names));
      await removeRecords(services, names);
      files.push(await pass(services, names));
      calls += (await services.counts()).answered - answered;
    }
    await execution.stop(15_000);
    await services.stop();
    const reference = medianOf(first);
    const common = { unit: 's', reference, ratio: 'speedup', target: { atLeast: 30 } } as const;
    return [
      judge({
        ...common,
        name: '1,000 known files sent again, beside the first time',
        ours: medianOf(files),
      }),
      judge({
        ...common,
        name: '1,000 events that come again, beside the first time',
        ours: medianOf(events),
      }),
      judge({
        name: 'vision calls for what comes again, beside images',
        unit: 'calls',
        ours: calls,
        reference: 2 * IMAGES * rounds,
        ratio: 'share',
        target: { atMost: 0 },
      }),
    ];
  },
};

async function pass(services: Services, names: readonly string[]): Promise<number> {
  const startedAt = performance.now();
  await tellOf(services, names);
  await untilDrained(services);
  return (performance.now() - startedAt) / 1000;
}

/** So that the images are new and their files are not. */
async function removeRecords({ storage }: Services, names: readonly string[]): Promise<void> {
  const prompts = BlobServiceClient.fromConnectionString(storage).getContainerClient('prompts');
  await Promise.all(names.map((name) => prompts.getBlobClient(promptName(name)).delete()));
}
