import { type Pixels, resize } from '../detect/picture.ts';
import { type Bar, type Component, type Field, findComponents } from './components.ts';
import { type Network, openNetwork } from './onnx.ts';

/** The network halves its input five times. */
const STEP = 32;
/** How it was trained: each of blue, green and red less its mean, in parts of its deviation, of 0 to 1. */
const MEANS = [0.485, 0.456, 0.406] as const;
const DEVIATIONS = [0.229, 0.224, 0.225] as const;
/** From here on a cell is part of a line's core, and from here on its cells together are a line. */
const MIN_CELL = 0.3;
const MIN_LINE = 0.6;
/** Cores are smaller than lines: how much is a part of their area by their circumference. */
const GROWTH = 1.6;
/** In pixels of what the network saw: less is dirt. */
const MIN_HEIGHT = 3;

/** Finds lines of writing (PP-OCRv4), their bars in pixels of the picture. */
export async function openLineFinder(
  folder: string,
): Promise<(picture: Pixels, side: number) => Promise<Bar[]>> {
  const run = await openNetwork(folder, 'ch_PP-OCRv4_det_infer.onnx');
  return async function findLines(picture, side) {
    const scale = Math.min(1, side / Math.max(picture.width, picture.height));
    const [width, height] = [stepped(picture.width * scale), stepped(picture.height * scale)];
    const field = await mapText(run, await resize(picture, width, height));
    const [x, y] = [picture.width / width, picture.height / height];
    return findComponents(field, MIN_CELL)
      .filter((component) => isLine(component, field))
      .map(({ bar }) => stretch(grow(bar), x, y));
  };
}

/** How much each pixel is one of a line's core, 0 to 1. */
async function mapText(run: Network, { data, width, height }: Pixels): Promise<Field> {
  const plane = width * height;
  const values = new Float32Array(3 * plane);
  for (let channel = 0; channel < 3; channel += 1) {
    const [mean = 0, deviation = 1] = [MEANS[channel], DEVIATIONS[channel]];
    for (let pixel = 0; pixel < plane; pixel += 1) {
      const level = (data[3 * pixel + 2 - channel] ?? 0) / 255;
      values[channel * plane + pixel] = (level - mean) / deviation;
    }
  }
  const output = await run({ shape: [1, 3, height, width], values });
  return { values: output.values, width, height };
}

function isLine({ cells, bar }: Component, { values }: Field): boolean {
  if (Math.min(bar.length, bar.height) < MIN_HEIGHT) return false;
  const sum = cells.reduce((total, cell) => total + (values[cell] ?? 0), 0);
  return sum / cells.length >= MIN_LINE;
}

function grow(bar: Bar): Bar {
  const { length, height } = bar;
  const more = (GROWTH * length * height) / (length + height);
  return { ...bar, length: length + more, height: height + more };
}

/** From the network's pixels to the picture's, which may differ by a little in width and height. */
function stretch({ x, y, length, height, angle }: Bar, byX: number, byY: number): Bar {
  const scale = Math.sqrt(byX * byY);
  return { x: x * byX, y: y * byY, length: length * scale, height: height * scale, angle };
}

function stepped(pixels: number): number {
  return Math.max(STEP, Math.round(pixels / STEP) * STEP);
}
