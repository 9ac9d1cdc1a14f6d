import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { sceneSchema } from '@blobscribe/core/scene';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { drawJpeg, drawWords } from '../../../../test/support/drawn.ts';
import { MODELS } from '../../../../test/support/models.ts';
import { countTensors } from './detect/tensorflow.ts';
import { openEyes } from './look-at.ts';

/** FUZZ_PICTURES=1000 is the long form; FUZZ_SEED finds other pictures. */
const { FUZZ_PICTURES = '40', FUZZ_SEED = '10' } = process.env;
const COUNT = Number(FUZZ_PICTURES);
const PHOTOGRAPHS = join(
  dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json')),
  'demo',
);

type Random = (limit: number) => number;

/** xorshift32: the same pictures for the same seed. */
function randomFrom(seed: number): Random {
  let state = seed || 1;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}

const colour = (random: Random) => `rgb(${random(256)},${random(256)},${random(256)})`;

const KINDS: Readonly<Record<string, (random: Random) => Promise<Buffer>>> = {
  noise: async (random) => {
    const [width, height] = [50 + random(975), 50 + random(975)];
    const data = Buffer.alloc(width * height * 3);
    for (let at = 0; at < data.length; at += 1) data[at] = random(256);
    return sharp(data, { raw: { width, height, channels: 3 } })
      .jpeg()
      .toBuffer();
  },
  'a narrow strip': (random) => {
    const long = 400 + random(624);
    const [width, height] = random(2) === 0 ? [long, 50] : [50, long];
    const photograph = sharp(join(PHOTOGRAPHS, `sample${1 + random(6)}.jpg`));
    return photograph.resize(width, height).jpeg().toBuffer();
  },
  'one colour': (random) => {
    const background = colour(random);
    const [width, height] = [50 + random(975), 50 + random(975)];
    return sharp({ create: { width, height, channels: 3, background } })
      .jpeg()
      .toBuffer();
  },
  shapes: (random) => {
    const shapes = Array.from({ length: 1 + random(40) }, () => {
      const [x, y, r] = [random(640), random(640), random(200)];
      return random(2) === 0
        ? `<circle cx="${x}" cy="${y}" r="${r}" fill="${colour(random)}"/>`
        : `<rect x="${x}" y="${y}" width="${r}" height="${random(300)}" fill="${colour(random)}"/>`;
    });
    return drawJpeg(640, shapes.join(''));
  },
  'a part of a photograph': async (random) => {
    const photograph = sharp(join(PHOTOGRAPHS, `sample${1 + random(6)}.jpg`));
    const { width, height } = await photograph.metadata();
    const [w, h] = [50 + random(width - 60), 50 + random(height - 60)];
    const part = await photograph
      .extract({ left: random(width - w), top: random(height - h), width: w, height: h })
      .png()
      .toBuffer();
    return sharp(part)
      .rotate(random(360))
      .resize(1024, 1024, { fit: 'inside', withoutEnlargement: true })
      .modulate({ brightness: (1 + random(30)) / 10, hue: random(360) })
      .jpeg({ quality: 5 + random(90) })
      .toBuffer();
  },
  words: (random) => {
    const letters = 'abcdefghijklmnopqrstuvwxyz 0123456789 中文字 éß«»';
    const line = () =>
      Array.from({ length: random(30) }, () => letters[random(letters.length)]).join('');
    return drawWords(...Array.from({ length: 1 + random(8) }, line));
  },
};

it.runIf(MODELS)(
  `of ${COUNT} odd pictures none crashes, each is told in numbers, and no tensor is left behind`,
  async () => {
    const lookAt = await openEyes(MODELS ?? '');
    const random = randomFrom(Number(FUZZ_SEED));
    const kinds = Object.entries(KINDS);
    const faults: string[] = [];
    const times: number[] = [];
    const tensors = new Set<number>();
    for (let count = 0; count < COUNT; count += 1) {
      const [kind, make] = kinds[count % kinds.length] ?? ['', KINDS.noise ?? (() => drawWords())];
      const jpeg = await make(random);
      const begun = performance.now();
      const { evidence, unread } = await lookAt(jpeg, {
        text: true,
        photographed: count % 2 === 0,
      });
      times.push(performance.now() - begun);
      const { success } = sceneSchema.partial().safeParse(evidence);
      if (!success || unread !== undefined)
        faults.push(`${count} (${kind}): ${unread ?? 'no scene'}`);
      // After the first of each kind every model that is used is loaded.
      if (count >= COUNT / 2) tensors.add(countTensors());
    }

    times.sort((one, other) => one - other);
    const at = (part: number) => Math.round(times[Math.floor((times.length - 1) * part)] ?? 0);
    const memory = Math.round(process.resourceUsage().maxRSS / 1000);
    const figures = { count: COUNT, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1), peakMb: memory };
    process.stdout.write(`${JSON.stringify(figures)}\n`);
    expect(times).toHaveLength(COUNT);
    expect(faults).toEqual([]);
    expect([...tensors]).toHaveLength(1);
  },
  3_600_000,
);
