import { expect, test } from 'vitest';
import { describePixels } from './describe-pixels.ts';
import { createPixelsVision } from './pixels-vision.ts';
import { fileOf, paint } from './test-pictures.ts';

const picture = paint(120, 80, (x) => [x, 90, 160]);
const image = { picture, facts: fileOf(picture), jpeg: async () => Buffer.alloc(0) };

test('gives everything that the pixels prove as one piece of evidence', async () => {
  const { signal } = new AbortController();

  const { evidence } = await createPixelsVision().analyse(image, { features: ['scene'], signal });

  expect(evidence).toEqual(describePixels(picture, image.facts));
});

test('does not begin once it is told to stop', async () => {
  const options = { features: ['scene'] as const, signal: AbortSignal.abort(new Error('stop')) };

  await expect(createPixelsVision().analyse(image, options)).rejects.toThrow('stop');
});
