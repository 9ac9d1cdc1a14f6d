import { type Source, sceneSchema } from '@blobscribe/core/scene';
// biome-ignore lint/correctness/noUndeclaredDependencies: only tests import this file.
import { describe, expect, test, vi } from 'vitest';
import type { Evidence, VisibleImage, Vision } from './vision.ts';

export type VisionBench = {
  readonly vision: Vision;
  readonly image: VisibleImage;
  /** Calls that are still under way. */
  running(): number;
  close(): Promise<void>;
};

export type VisionContract = {
  readonly sources: readonly Source[];
  make(): Promise<VisionBench>;
  /** One whose service sees hostile words; absent for what reads no words. */
  readonly makeHostile?: () => Promise<VisionBench>;
  /** One whose service does not answer; absent where there is none. */
  readonly makeHanging?: () => Promise<VisionBench>;
};

/** What every provider of evidence keeps, whatever it looks at. */
export function describeVisionContract(name: string, contract: VisionContract): void {
  const { sources, make, makeHostile, makeHanging } = contract;

  async function analyse({ vision, image }: VisionBench): Promise<Evidence> {
    const signal = new AbortController().signal;
    return (await vision.analyse(image, { features: vision.offers, signal })).evidence;
  }

  describe(`${name} as a provider of evidence`, () => {
    test('gives slots of a scene, each from a source of its own', async () => {
      await using(make, async (bench) => {
        const evidence = await analyse(bench);

        expect(sceneSchema.partial().parse(evidence)).toEqual(evidence);
        expect(Object.keys(evidence)).not.toEqual([]);
        for (const entry of Object.values(evidence)) {
          expect(sources).toContain(entry?.source);
          expect(JSON.stringify(entry)).not.toMatch(UNSEEN);
        }
      });
    });

    test('gives the same for the same image', async () => {
      await using(make, async (bench) => {
        expect(await analyse(bench)).toEqual(await analyse(bench));
      });
    });

    test('does not begin what is given up already', async () => {
      await using(make, async ({ vision, image }) => {
        const signal = AbortSignal.abort(new Error('stopping'));

        const given = vision.analyse(image, { features: vision.offers, signal });

        await expect(given).rejects.toThrow('stopping');
      });
    });

    if (makeHanging)
      test('ends at once when it is given up, and leaves nothing', async () => {
        await using(makeHanging, async ({ vision, image, running }) => {
          const giving = new AbortController();
          const given = vision.analyse(image, { features: vision.offers, signal: giving.signal });
          const ended = expect(given).rejects.toThrow('stopping');
          await vi.waitUntil(() => running() > 0, { interval: 1 });

          giving.abort(new Error('stopping'));

          await ended;
          await vi.waitUntil(() => running() === 0, { interval: 1, timeout: 500 });
        });
      });

    if (makeHostile)
      test('hostile words are clean, and known for what they are', async () => {
        await using(makeHostile, async (bench) => {
          const evidence = await analyse(bench);

          expect(evidence.text?.flagged).toBe(true);
          expect(JSON.stringify(evidence)).not.toMatch(UNSEEN);
        });
      });
  });
}

/** Control, format, direction and private-use characters. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}]/u;

async function using(
  make: () => Promise<VisionBench>,
  work: (bench: VisionBench) => Promise<void>,
): Promise<void> {
  const bench = await make();
  try {
    await work(bench);
  } finally {
    await bench.close();
  }
}
