import sharp from 'sharp';
import { stripJpeg } from '../../job/src/decode/strip-jpeg.ts';
import type { Benchmark } from '../harness/benchmark.ts';
import { interleave } from '../harness/interleave.ts';
import { makePhotograph } from '../harness/photographs.ts';
import { judge } from '../harness/row.ts';

const [WIDTH, HEIGHT] = [640, 480];
/** No larger than this is what a service is sent. */
const SIDE = 1024;
const QUALITY = 85;
const STRIPPED = 500;
const ENCODED = 20;

/** A JPEG that is small enough, made ready to be sent: stripped beside encoded anew. */
export const passThrough: Benchmark = {
  name: 'pass-through',
  guards: false,
  async run({ rounds }) {
    const file = await makePhotograph({ width: WIDTH, height: HEIGHT });
    const measured = await interleave(rounds, {
      ours: () => timeOf(STRIPPED, async () => stripJpeg(file)),
      encoded: () => timeOf(ENCODED, () => encodeAnew(file)),
    });
    return [
      judge({
        name: 'a small JPEG stripped, beside encoded anew',
        unit: 'ms',
        ours: measured.ours,
        reference: measured.encoded,
        ratio: 'speedup',
        target: { atLeast: 100 },
      }),
    ];
  },
};

/** As sharp's documentation makes a picture no larger than so many pixels. */
function encodeAnew(file: Buffer): Promise<Buffer> {
  return sharp(file)
    .autoOrient()
    .resize(SIDE, SIDE, { fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: QUALITY })
    .toBuffer();
}

async function timeOf(times: number, work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  for (let time = 0; time < times; time += 1) await work();
  return (performance.now() - startedAt) / times;
}
