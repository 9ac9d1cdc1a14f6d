import { Jimp } from 'jimp';
import sharp from 'sharp';
import { encodeJpeg } from '../../job/src/decode/encode-jpeg.ts';
import { type DecodedImage, normalise, SERVICE_SIDE } from '../../job/src/decode/normalise.ts';
import type { Benchmark } from '../harness/benchmark.ts';
import { interleave } from '../harness/interleave.ts';
import { makePhotograph } from '../harness/photographs.ts';
import { judge } from '../harness/row.ts';
import { millisecondsOf } from '../harness/time.ts';

/** Images a round; one is enough where each takes seconds. */
const IMAGES = 4;
const JIMP_IMAGES = 1;
const QUALITY = 85;

type Size = Pick<DecodedImage, 'width' | 'height'>;

/** A photograph made ready for a service, beside the other ways to do it in JavaScript. */
export const normaliseBenchmark: Benchmark = {
  name: 'normalise',
  guards: true,
  async run({ rounds, say }) {
    const file = await makePhotograph();
    const { width, height } = await normalise(file, 'image/jpeg', SERVICE_SIDE);
    const size = { width, height };
    say(`12 megapixels, ${(file.length / 1e6).toFixed(1)} MB, to ${width} × ${height}`);
    const time = await interleave(rounds, {
      ours: millisecondsOf(IMAGES, () => makeReady(file)),
      naive: millisecondsOf(IMAGES, () => decodeThenResize(file, size)),
      decode: millisecondsOf(IMAGES, () => decodeOnly(file)),
      jimp: millisecondsOf(JIMP_IMAGES, () => resizeWithJimp(file, size)),
    });
    const ours = { unit: 'ms', ours: time.ours } as const;
    return [
      judge({
        ...ours,
        name: '12 MP photograph made ready beside jimp',
        reference: time.jimp,
        ratio: 'speedup',
        target: { atLeast: 30 },
      }),
      judge({
        ...ours,
        name: '12 MP photograph made ready beside sharp, decoded then resized',
        reference: time.naive,
        ratio: 'speedup',
        target: { atLeast: 2.5 },
      }),
      judge({
        ...ours,
        name: '12 MP photograph made ready beside decoding it once',
        reference: time.decode,
        ratio: 'share',
        target: { atMost: 0.6 },
      }),
    ];
  },
};

async function makeReady(file: Buffer): Promise<void> {
  await encodeJpeg(await normalise(file, 'image/jpeg', SERVICE_SIDE));
}

/** https://sharp.pixelplumbing.com/api-output#raw, then the same size and quality as ours. */
async function decodeThenResize(file: Buffer, { width, height }: Size): Promise<void> {
  const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
  const { width: wide, height: high, channels } = info;
  await sharp(data, { raw: { width: wide, height: high, channels } })
    .resize(width, height)
    .jpeg({ quality: QUALITY })
    .toBuffer();
}

async function decodeOnly(file: Buffer): Promise<void> {
  await sharp(file).raw().toBuffer();
}

/** https://jimp-dev.github.io/jimp/guides/getting-started */
async function resizeWithJimp(file: Buffer, { width: w, height: h }: Size): Promise<void> {
  const image = await Jimp.read(file);
  await image.resize({ w, h }).getBuffer('image/jpeg', { quality: QUALITY });
}
