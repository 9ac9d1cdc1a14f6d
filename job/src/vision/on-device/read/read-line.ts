import { readModel } from '@blobscribe/core/models/models-folder';
import type { Pixels } from '../detect/picture.ts';
import type { Bar } from './components.ts';
import { type Numbers, openNetwork } from './onnx.ts';

const HEIGHT = 48;
/** Few widths: the runtime prepares itself for each. */
const WIDTH_STEP = 160;
const MIN_WIDTH = 320;
const MAX_WIDTH = 1600;
/** What is this much taller than long is written downwards. */
const DOWNWARDS = 1.5;
/** The network's first class is no character. */
const BLANK = 0;

/** What stands in a line, and how sure each character is on average, 0 to 1. */
export type Line = { readonly text: string; readonly score: number };

/** Reads one line of a picture (PP-OCRv4: Latin letters, digits, Chinese). */
export async function openLineReader(
  folder: string,
): Promise<(picture: Pixels, bar: Bar) => Promise<Line>> {
  const run = await openNetwork(folder, 'ch_PP-OCRv4_rec_infer.onnx');
  const keys = (await readModel(folder, 'ppocr_keys_v1.txt')).toString('utf8');
  const characters = ['', ...keys.replace(/\n$/, '').split('\n'), ' '];
  return async function readLine(picture, bar) {
    return decode(await run(cut(picture, upright(bar))), characters);
  };
}

function upright(bar: Bar): Bar {
  const { length, height, angle } = bar;
  const isTall = height > DOWNWARDS * length;
  const turned = isTall
    ? { ...bar, length: height, height: length, angle: angle + Math.PI / 2 }
    : bar;
  // Nothing is read upwards.
  return Math.sin(turned.angle) < -Math.SQRT1_2
    ? { ...turned, angle: turned.angle + Math.PI }
    : turned;
}

/** A bar of the picture laid level, as high as the network wants it, black behind its end. */
function cut(picture: Pixels, { x, y, length, height, angle }: Bar): Numbers {
  const scale = HEIGHT / height;
  const filled = Math.min(MAX_WIDTH, Math.max(1, Math.round(length * scale)));
  const width = Math.max(MIN_WIDTH, Math.ceil(filled / WIDTH_STEP) * WIDTH_STEP);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const plane = HEIGHT * width;
  const values = new Float32Array(3 * plane);
  for (let row = 0; row < HEIGHT; row += 1) {
    const across = ((row + 0.5) / HEIGHT - 0.5) * height;
    for (let column = 0; column < filled; column += 1) {
      const forward = ((column + 0.5) / filled - 0.5) * length;
      const fromX = x + forward * cos - across * sin - 0.5;
      const fromY = y + forward * sin + across * cos - 0.5;
      for (let channel = 0; channel < 3; channel += 1) {
        // Blue comes first.
        const level = sample(picture, fromX, fromY, 2 - channel);
        values[channel * plane + row * width + column] = level / 127.5 - 1;
      }
    }
  }
  return { shape: [1, 3, HEIGHT, width], values };
}

/** Between four pixels; beyond the edge stands what stands at it. */
function sample({ data, width, height }: Pixels, x: number, y: number, channel: number): number {
  const left = Math.min(width - 1, Math.max(0, Math.floor(x)));
  const top = Math.min(height - 1, Math.max(0, Math.floor(y)));
  const [right, bottom] = [Math.min(width - 1, left + 1), Math.min(height - 1, top + 1)];
  const [partX, partY] = [Math.min(1, Math.max(0, x - left)), Math.min(1, Math.max(0, y - top))];
  const at = (column: number, row: number) => data[3 * (row * width + column) + channel] ?? 0;
  const upper = at(left, top) * (1 - partX) + at(right, top) * partX;
  const lower = at(left, bottom) * (1 - partX) + at(right, bottom) * partX;
  return upper * (1 - partY) + lower * partY;
}

/** Greedy CTC: the likeliest character of each step, what repeats once, blanks left out. */
function decode({ shape, values }: Numbers, characters: readonly string[]): Line {
  const [, steps = 0, classes = 0] = shape;
  let text = '';
  let last = BLANK;
  const scores: number[] = [];
  for (let step = 0; step < steps; step += 1) {
    let best = BLANK;
    let score = 0;
    for (let at = 0; at < classes; at += 1) {
      const value = values[step * classes + at] ?? 0;
      if (value > score) [best, score] = [at, value];
    }
    if (best !== BLANK && best !== last) {
      text += characters[best] ?? '';
      scores.push(score);
    }
    last = best;
  }
  const sum = scores.reduce((total, score) => total + score, 0);
  return { text: text.trim(), score: scores.length === 0 ? 0 : sum / scores.length };
}
