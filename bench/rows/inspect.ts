import { encodeJpeg } from '../../job/src/decode/encode-jpeg.ts';
import { inspect } from '../../job/src/decode/inspect.ts';
import { normalise, SERVICE_SIDE } from '../../job/src/decode/normalise.ts';
import { readCamera } from '../../job/src/pixels/camera.ts';
import { describePixels } from '../../job/src/pixels/describe-pixels.ts';
import { recover } from '../../job/src/recover/recover.ts';
import type { Benchmark } from '../harness/benchmark.ts';
import { interleave } from '../harness/interleave.ts';
import { makePhotograph } from '../harness/photographs.ts';
import { judge, type Row } from '../harness/row.ts';
import { millisecondsOf } from '../harness/time.ts';

const MEDIA_TYPE = 'image/jpeg';
const IMAGES = 10;
/** Code that runs for the first time is not what a child costs by its hundredth image. */
const WARM_UP = 20;
const SMALL = { width: 640, height: 480 };

/** What one image costs in the decoder child, part by part, and how much of that is our own. */
export const inspectBenchmark: Benchmark = {
  name: 'inspect',
  guards: true,
  async run({ rounds, say }) {
    const small = await measureParts(await makePhotograph(SMALL), rounds);
    say(`0.3 megapixels: ${partsText(small)}`);
    const large = await measureParts(await makePhotograph(), rounds);
    say(`12 megapixels: ${partsText(large)}`);
    return [beside(large)];
  },
};

type Parts = Awaited<ReturnType<typeof measureParts>>;

async function measureParts(file: Buffer, rounds: number) {
  const wanted = { mediaType: MEDIA_TYPE, jpeg: true } as const;
  const picture = await normalise(file, MEDIA_TYPE, SERVICE_SIDE);
  const { fileWidth: width, fileHeight: height } = picture;
  const exif = readCamera(file);
  const facts = { mediaType: MEDIA_TYPE, width, height, ...(exif && { exif }) };
  // What EXIF was found is remembered by the file: each time is to be the first.
  const fresh = () => file.subarray();
  await millisecondsOf(WARM_UP, () => inspect(fresh(), wanted))();
  return interleave(rounds, {
    whole: millisecondsOf(IMAGES, () => inspect(fresh(), wanted)),
    decode: millisecondsOf(IMAGES, () => normalise(file, MEDIA_TYPE, SERVICE_SIDE)),
    encode: millisecondsOf(IMAGES, () => encodeJpeg(picture)),
    pixels: millisecondsOf(IMAGES, () => describePixels(picture, facts)),
    words: millisecondsOf(IMAGES, () => readWords(fresh())),
  });
}

function readWords(file: Buffer): void {
  readCamera(file);
  recover(file, MEDIA_TYPE);
}

function partsText({ whole, decode, encode, pixels, words }: Parts): string {
  const ms = (value: number) => `${value.toFixed(2)} ms`;
  const all = `decode ${ms(decode)}, encode ${ms(encode)}, pixel facts ${ms(pixels)}, words ${ms(words)}`;
  return `${all}; whole, in parallel ${ms(whole)}; ours beyond sharp ${ms(pixels + words)}`;
}

function beside({ pixels, words, decode }: Parts): Row {
  return judge({
    name: 'pixel facts beside the decode they need',
    unit: 'ms',
    ours: pixels + words,
    reference: decode,
    ratio: 'share',
    target: { atMost: 0.5 },
  });
}
