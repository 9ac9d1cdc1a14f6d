import { readdirSync, readFileSync } from 'node:fs';
import sharp from 'sharp';
import { canMakeHeic, makeHeic } from './heic-files.ts';

const EXAMPLES = new URL('../../../examples/', import.meta.url);
/** What lengths and sizes are read from lies mostly here. */
const HEAD_BYTES = 1024;
const LIES = [0, 1, 2, 0x7f, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffff0, 0xffffffff];

const WRITERS: readonly ((file: Buffer, lie: number, at: number) => void)[] = [
  (file, lie, at) => file.writeUInt16BE(lie & 0xffff, at),
  (file, lie, at) => file.writeUInt32BE(lie, at),
  (file, lie, at) => file.writeUInt32LE(lie, at),
];

export type MutatedFile = { readonly file: Buffer; readonly name: string };

/** A whole number below `limit`. */
type Random = (limit: number) => number;
type Mutation = (file: Buffer, random: Random, others: readonly Buffer[]) => Buffer;

const MUTATIONS: Readonly<Record<string, Mutation>> = {
  'flipped bits': (file, random) => {
    const changed = Buffer.from(file);
    for (let left = 1 + random(40); left > 0; left--) {
      const at = random(random(2) === 0 ? Math.min(HEAD_BYTES, file.length) : file.length);
      changed.writeUInt8(changed.readUInt8(at) ^ (1 << random(8)), at);
    }
    return changed;
  },
  truncation: (file, random) => file.subarray(0, random(file.length)),
  'a spliced chunk': (file, random, others) => {
    const other = others[random(others.length)] ?? file;
    const from = random(other.length);
    const chunk = other.subarray(from, from + random(4096));
    const at = random(file.length);
    const isInserted = random(2) === 0;
    const rest = file.subarray(isInserted ? at : Math.min(file.length, at + chunk.length));
    return Buffer.concat([file.subarray(0, at), chunk, rest]);
  },
  'lying lengths': (file, random) => {
    const changed = Buffer.from(file);
    for (let left = 1 + random(4); left > 0; left--) {
      const at = random(Math.min(HEAD_BYTES, file.length) - 4);
      const lie = LIES[random(LIES.length)] ?? 0;
      const write = WRITERS[random(WRITERS.length)];
      write?.(changed, lie, at);
    }
    return changed;
  },
};

/**
 * For tests: files damaged at random, of all formats that are decoded, from our examples and others made
 * here; the same for the same `seed`.
 */
export async function* mutatedFiles(seed: number, count: number): AsyncGenerator<MutatedFile> {
  const files = [...exampleFiles(), ...(await madeFiles())];
  const others = files.map(({ file }) => file);
  const random = createRandom(seed);
  const mutations = Object.entries(MUTATIONS);
  for (let index = 0; index < count; index++) {
    const { file, name } = files[random(files.length)] ?? { file: Buffer.alloc(1), name: 'none' };
    const [how, mutate] = mutations[random(mutations.length)] ?? ['none', () => file];
    yield { file: mutate(file, random, others), name: `${index}: ${name} with ${how}` };
  }
}

function exampleFiles(): MutatedFile[] {
  return readdirSync(EXAMPLES)
    .filter((name) => /\.(jpg|png)$/.test(name))
    .map((name) => ({ name, file: readFileSync(new URL(name, EXAMPLES)) }));
}

async function madeFiles(): Promise<MutatedFile[]> {
  const picture = sharp({
    create: {
      width: 240,
      height: 160,
      channels: 3,
      background: '#808080',
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  }).withExif({
    IFD0: { Make: 'Canon', ImageDescription: 'a cat' },
    IFD2: { ISOSpeedRatings: '100' },
  });
  const jpeg = await picture.clone().jpeg().toBuffer();
  const made = {
    'a JPEG': jpeg,
    'a progressive JPEG': await picture.clone().jpeg({ progressive: true }).toBuffer(),
    'an interlaced PNG': await picture.clone().png({ progressive: true }).toBuffer(),
    'a PNG of 16 bits': await picture.clone().toColourspace('rgb16').png().toBuffer(),
    'a WebP': await picture.clone().webp().toBuffer(),
    'a lossless WebP': await picture.clone().webp({ lossless: true }).toBuffer(),
    'a GIF': await sharp([jpeg, jpeg], { join: { animated: true } })
      .gif()
      .toBuffer(),
    'a TIFF': await picture.clone().tiff({ compression: 'lzw' }).toBuffer(),
    'a tiled TIFF': await picture.clone().tiff({ tile: true, compression: 'deflate' }).toBuffer(),
    'an AVIF': await picture.clone().avif({ effort: 0 }).toBuffer(),
    ...(canMakeHeic() && { 'a HEIC': makeHeic(jpeg) }),
  };
  return Object.entries(made).map(([name, file]) => ({ name, file }));
}

/** Mulberry32: small, and the same everywhere. https://github.com/cprosche/mulberry32 */
function createRandom(seed: number): Random {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * Math.max(1, limit));
  };
}
