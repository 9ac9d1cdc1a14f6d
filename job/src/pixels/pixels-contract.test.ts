import type { Vision } from '../vision/vision.ts';
import { describeVisionContract } from '../vision/vision-contract.ts';
import { describePixels } from './describe-pixels.ts';
import { fileOf, paint } from './test-pictures.ts';

const picture = paint(120, 80, (x) => [x, 90, 160]);

/** Pixels need no seam: they are described beside whatever looks. They keep its contract all the same. */
const vision: Vision = {
  provider: 'pixels',
  model: 'pixels-2',
  offers: ['scene'],
  analyse: async (image, { signal }) => {
    signal.throwIfAborted();
    return { evidence: describePixels(picture, image.facts) };
  },
};

describeVisionContract('pixels', {
  sources: ['pixels', 'exif'],
  make: async () => ({
    vision,
    image: { facts: fileOf(picture), photographed: true, jpeg: async () => Buffer.alloc(0) },
    running: () => 0,
    close: async () => {},
  }),
});
