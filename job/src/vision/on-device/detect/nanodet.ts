import { readModel } from '@blobscribe/core/models/models-folder';
import { COCO_NAMES } from './coco-names.ts';
import { type Detection, strongest } from './detection.ts';
import { fromSquare, type Square } from './picture.ts';
import { openModel } from './tensorflow.ts';

export const NANODET_SIDE = 416;
const SHAPE = [1, 3, NANODET_SIDE, NANODET_SIDE];
/** Below this a candidate means nothing, not even that somebody may stand there. */
const MIN_SCORE = 0.3;
/** Of boxes of one name: two that share so much are of one thing (the detector's own default). */
const SAME_THING = 0.6;
/** How it was trained: blue, green, red, each less its mean in parts of its deviation. */
const MEANS = [103.53, 116.28, 123.675] as const;
const DEVIATIONS = [57.375, 57.12, 58.395] as const;

const STRIDES = [8, 16, 32] as const;
const SCORES = ['Identity:0', 'Identity_1:0', 'Identity_2:0'];
const DISTANCES = ['Identity_3:0', 'Identity_4:0', 'Identity_5:0'];
/** A side's distance is a distribution over so many steps of the stride. */
const BINS = 11;

/** Finds the things of everyday life (COCO) in a picture. */
export async function openNanodet(folder: string): Promise<(square: Square) => Detection[]> {
  const run = await openModel(
    await readModel(folder, 'nanodet.json'),
    await readModel(folder, 'nanodet.bin'),
  );
  // One for all pictures: what is thrown away here is seen by the collector late.
  const values = new Float32Array(3 * NANODET_SIDE ** 2);
  return function findThings(square) {
    fill(values, square);
    const outputs = run({ shape: SHAPE, values }, [...SCORES, ...DISTANCES]);
    return strongest(readOutputs(outputs), SAME_THING).map((found) => ({
      ...found,
      box: fromSquare(square, found.box),
    }));
  };
}

function fill(values: Float32Array, { data, side }: Square): void {
  const plane = side * side;
  for (let channel = 0; channel < 3; channel += 1) {
    const [mean = 0, deviation = 1] = [MEANS[channel], DEVIATIONS[channel]];
    const start = channel * plane;
    for (let pixel = 0; pixel < plane; pixel += 1) {
      values[start + pixel] = ((data[3 * pixel + 2 - channel] ?? 0) - mean) / deviation;
    }
  }
}

/** Candidates with boxes in pixels of the square. */
function readOutputs(outputs: readonly Float32Array[]): Detection[] {
  return STRIDES.flatMap((stride, level) => {
    const scores = outputs[level] ?? new Float32Array();
    const distances = outputs[STRIDES.length + level] ?? new Float32Array();
    const columns = NANODET_SIDE / stride;
    const found: Detection[] = [];
    for (let at = 0; at < scores.length; at += 1) {
      const score = scores[at] ?? 0;
      if (score < MIN_SCORE) continue;
      const cell = Math.floor(at / COCO_NAMES.length);
      const name = COCO_NAMES[at % COCO_NAMES.length] ?? '';
      const x = ((cell % columns) + 0.5) * stride;
      const y = (Math.floor(cell / columns) + 0.5) * stride;
      found.push({ name, score, box: boxAround(x, y, distances, cell, stride) });
    }
    return found;
  });
}

function boxAround(x: number, y: number, distances: Float32Array, cell: number, stride: number) {
  const [left = 0, top = 0, right = 0, bottom = 0] = [0, 1, 2, 3].map((side) => {
    const start = (cell * 4 + side) * BINS;
    return expectation(distances.subarray(start, start + BINS)) * stride;
  });
  return { x: x - left, y: y - top, w: left + right, h: top + bottom };
}

/** The mean of a distribution given as logarithms. */
function expectation(logits: Float32Array): number {
  const most = Math.max(...logits);
  let [sum, weighted] = [0, 0];
  logits.forEach((logit, bin) => {
    const weight = Math.exp(logit - most);
    sum += weight;
    weighted += weight * bin;
  });
  return weighted / sum;
}
