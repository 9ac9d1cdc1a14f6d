import { createLog } from '@blobscribe/core/log';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createPacer, type Pacer } from '../../job/src/vision/pace/pace.ts';
import { createTestClock, type TestClock } from '../../job/src/vision/pace/test-clock.ts';
import { unsharedQuota } from '../../job/src/vision/pace/test-pacer.ts';
import type { Analysis, VisibleImage, Vision } from '../../job/src/vision/vision.ts';
import { VisionUnavailable } from '../../job/src/vision/vision.ts';
import type { VisionBench } from '../../job/src/vision/vision-contract.ts';
import { jpeg } from './pictures.ts';
import {
  startVisionService,
  type VisionService,
  type VisionServiceOptions,
} from './vision-service.ts';

/** Long enough for an answer from loopback on a busy machine. */
const CALL_DEADLINE_MS = 250;

export type MakeVision = (service: VisionService, pacer: Pacer) => Vision;
export type ServiceBench = {
  readonly service: VisionService;
  readonly vision: Vision;
  readonly clock: TestClock;
  readonly image: VisibleImage;
  analyse(): Promise<Analysis>;
};

/** An image of which only the JPEG is ever looked at. */
const image: VisibleImage = {
  facts: { mediaType: 'image/jpeg', width: 160, height: 120 },
  photographed: true,
  jpeg: () => jpeg(),
};

/** A provider at a service that behaves as asked for, in a time that does not wait. */
export async function benchOf(
  make: MakeVision,
  options: VisionServiceOptions = {},
): Promise<ServiceBench> {
  const service = await startVisionService(options);
  onTestFinished(() => service.close());
  const clock = createTestClock();
  const log = createLog(() => {});
  const pacer = createPacer({
    quota: unsharedQuota(10),
    log,
    clock,
    callDeadlineMs: CALL_DEADLINE_MS,
  });
  const vision = make(service, pacer);
  const signal = new AbortController().signal;
  const analyse = () => vision.analyse(image, { features: vision.offers, signal });
  return { service, vision, clock, image, analyse };
}

/** The same as the contract of all providers wants it. */
export async function contractBench(
  make: MakeVision,
  options: VisionServiceOptions = {},
): Promise<VisionBench> {
  const { service, vision, image } = await benchOf(make, options);
  return { vision, image, running: service.open, close: service.close };
}

/** What every provider at a service does when the service does not do what it should. */
export function describeServiceContract(name: string, make: MakeVision): void {
  describe(`${name} at a service in trouble`, () => {
    test.each(['hang', 'reset', 'truncated', 'huge', 'not-json'] as const)(
      'asks again after a reply that is %s',
      async (behaviour) => {
        const { analyse, service } = await benchOf(make, { script: [behaviour] });

        expect((await analyse()).evidence.subject).toBeDefined();
        expect(service.requests).toHaveLength(2);
      },
    );

    test('waits out a few errors of the service', async () => {
      const script = [500, 503, 502, 408].map((status) => ({ status }));
      const { analyse, service } = await benchOf(make, { script });

      expect((await analyse()).evidence.subject).toBeDefined();
      expect(service.requests).toHaveLength(5);
    });

    test('puts the image off when they do not end', async () => {
      const { analyse, clock } = await benchOf(make, { always: { status: 500 } });

      await expect(analyse()).rejects.toThrow(/gave up after \d+ s: .*500/);
      expect(clock.now()).toBeLessThan(91_000);
    });

    test('puts the image off when no call gets through', async () => {
      const { analyse } = await benchOf(make, { always: 'reset' });

      const refused = await analyse().catch((error) => error);

      expect(refused.name).toBe('Error');
      expect(refused.message).toMatch(/gave up after \d+ s: no reply/);
    });

    test('a service that says who it is nowhere to be found takes no image', async () => {
      const { analyse } = await benchOf(make, { always: { status: 404 } });

      await expect(analyse()).rejects.toThrow(VisionUnavailable);
    });
  });

  describe(`${name} at a service that refuses`, () => {
    test('an image that it refuses has failed, in its own clean words', async () => {
      const refusal = { status: 400, code: 'InvalidImageSize', message: 'Too\u202e\n small.' };
      const { analyse, service } = await benchOf(make, { always: refusal });

      await expect(analyse()).rejects.toMatchObject({
        name: 'ImageFailure',
        code: 'analysis-rejected',
        message:
          'The vision service refused the image. It answered 400 InvalidImageSize: Too small.',
      });
      expect(service.requests).toHaveLength(1);
    });

    test.each([
      ['two seconds', { 'retry-after': '2' }, 2_000, 2_500],
      ['an hour', { 'retry-after': '3600' }, 60_000, 60_500],
      ['no time', {}, 0, 1_000],
    ])('comes back when it was asked to wait %s', async (_what, headers, least, most) => {
      const { analyse, service, clock } = await benchOf(make, {
        script: [{ status: 429, headers }],
      });

      expect((await analyse()).evidence.subject).toBeDefined();
      expect(service.requests).toHaveLength(2);
      expect(clock.now()).toBeGreaterThanOrEqual(least);
      expect(clock.now()).toBeLessThan(most);
    });

    test('a date to come back at is one, too', async () => {
      const headers = { 'retry-after': new Date(Date.now() + 20_000).toUTCString() };
      const { analyse, clock } = await benchOf(make, { script: [{ status: 429, headers }] });

      await analyse();

      expect(clock.now()).toBeGreaterThan(15_000);
      expect(clock.now()).toBeLessThan(23_000);
    });

    test.each([401, 403])('waits for a role that is on its way (%d)', async (status) => {
      const script = Array.from({ length: 5 }, () => ({ status }));
      const { analyse, clock } = await benchOf(make, { script });

      const all = await Promise.all([analyse(), analyse(), analyse()]);

      expect(all.every(({ evidence }) => evidence.subject)).toBe(true);
      expect(clock.now()).toBeLessThan(60_000);
    });

    test('says what to do when the role does not arrive', async () => {
      const { analyse, clock, service } = await benchOf(make, { always: { status: 401 } });

      const refused = await analyse().catch((error) => error);

      expect(refused).toBeInstanceOf(VisionUnavailable);
      expect(refused.message).toContain(`${service.endpoint}`);
      expect(refused.message).toMatch(/401.*key/);
      expect(clock.now()).toBeGreaterThanOrEqual(300_000);
      expect(service.requests.length).toBeLessThan(20);
    });
  });
}
