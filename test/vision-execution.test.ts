import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type JobBench, jobBench } from './support/job-bench.ts';
import { until } from './support/until.ts';
import { startVisionService, type VisionService } from './support/vision-service.ts';

function azureAt({ endpoint }: VisionService) {
  return { VISION_PROVIDER: 'azure-vision', VISION_KEY: 'a-key', VISION_ENDPOINT: endpoint };
}

describe('an execution with a vision service', () => {
  let bench: JobBench;

  beforeAll(async () => {
    bench = await jobBench();
  });

  afterAll(() => bench.stop());

  it('ends an image that the service refuses, with the service’s own code', async () => {
    const service = await startVisionService({ always: { status: 400, code: 'InvalidImage' } });
    const execution = bench.run(azureAt(service));

    await bench.drop('drop/refused.jpg', 1);

    const record = await until('the record', () => bench.record('drop/refused.jpg'));
    expect(record).toMatchObject({ status: 'failed', error: { code: 'analysis-rejected' } });
    expect(record).toHaveProperty('error.message', expect.stringContaining('InvalidImage'));
    expect(await execution.ended).toBe(0);
    await service.close();
  });

  it('waits out a throttled service, without spending a delivery', async () => {
    const throttled = { status: 429, headers: { 'retry-after': '1' } };
    const service = await startVisionService({ script: [throttled, { status: 503 }] });
    const execution = bench.run(azureAt(service));

    await bench.drop('drop/throttled.jpg', 2);

    const record = await until('the record', () => bench.record('drop/throttled.jpg'), 20_000);
    expect(record.status).toBe('succeeded');
    expect(service.requests).toHaveLength(3);
    expect(execution.lines.some((line) => line.includes('image-delayed'))).toBe(false);
    expect(await execution.ended).toBe(0);
    await service.close();
  });

  it('fails when the service takes no image, and the images wait undamaged', async () => {
    const service = await startVisionService({ always: { status: 404 } });
    const execution = bench.run(azureAt(service));

    await Promise.all([3, 4, 5].map((seed) => bench.drop(`drop/waiting-${seed}.jpg`, seed)));

    expect(await execution.ended).toBe(1);
    expect(execution.lines.join('\n').match(/"event":"vision-unavailable"/g)).toHaveLength(1);
    const messages = await bench.waiting();
    expect(messages).toHaveLength(3);
    expect(messages.every(({ deliveryCount = 0 }) => deliveryCount === 0)).toBe(true);
    expect(await bench.record('drop/waiting-3.jpg')).toBeUndefined();
    await Promise.all(messages.map(bench.cancel));
    await service.close();
  });

  it('does without captions where the region has none, when told to', async () => {
    const service = await startVisionService({ always: 'no-captions' });
    const execution = bench.run({
      ...azureAt(service),
      VISION_CAPTIONS: 'optional',
    });

    await bench.drop('drop/uncaptioned.jpg', 4);

    const record = await until('the record', () => bench.record('drop/uncaptioned.jpg'));
    expect(record).toMatchObject({
      status: 'succeeded',
      scene: { objects: { source: 'object' }, tags: { source: 'tag' } },
    });
    expect(await execution.ended).toBe(0);
    await service.close();
  });

  it('names all that is wrong with its settings, and exits 2', async () => {
    const execution = bench.run({ VISION_PROVIDER: 'azure-vision', VISION_TPS: 'fast' });

    expect(await execution.ended).toBe(2);
    expect(execution.lines.join('\n')).toMatch(
      /VISION_TPS is wrong[\s\S]*VISION_ENDPOINT is missing/,
    );
  });
});
