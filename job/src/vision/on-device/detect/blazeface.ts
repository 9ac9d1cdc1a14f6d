import { readModel } from '@blobscribe/core/models/models-folder';
import { type Detection, strongest } from './detection.ts';
import { fromSquare, type Square } from './picture.ts';
import { openModel } from './tensorflow.ts';

export const BLAZEFACE_SIDE = 256;
const SHAPE = [1, BLAZEFACE_SIDE, BLAZEFACE_SIDE, 3];
/** From here on a face was one in 66 of 67 portraits. */
const MIN_SCORE = 0.7;
const SAME_FACE = 0.3;

/** Rows of cells on a side, and how often each cell is looked at; scores, then boxes, of each grid. */
const GRIDS = [
  { cells: 16, anchors: 2, scores: 'Identity:0', boxes: 'Identity_2:0' },
  { cells: 8, anchors: 6, scores: 'Identity_1:0', boxes: 'Identity_3:0' },
] as const;
/** A box and the places of eyes, nose, mouth and ears. */
const NUMBERS = 16;

/** Faces, of animals too: where they are is all that is asked of them. */
export async function openBlazeface(folder: string): Promise<(square: Square) => Detection[]> {
  const run = await openModel(
    await readModel(folder, 'blazeface-back.json'),
    await readModel(folder, 'blazeface-back.bin'),
  );
  const names = GRIDS.flatMap(({ scores, boxes }) => [scores, boxes]);
  const values = new Float32Array(3 * BLAZEFACE_SIDE ** 2);
  return function findFaces(square) {
    fill(values, square.data);
    const outputs = run({ shape: SHAPE, values }, names);
    const found = GRIDS.flatMap((grid, index) =>
      readGrid(grid, outputs[2 * index], outputs[2 * index + 1]),
    );
    return strongest(found, SAME_FACE).map((face) => ({
      ...face,
      box: fromSquare(square, face.box),
    }));
  };
}

function fill(values: Float32Array, data: Buffer): void {
  for (let at = 0; at < values.length; at += 1) values[at] = (data[at] ?? 0) / 127.5 - 1;
}

function readGrid(
  { cells, anchors }: (typeof GRIDS)[number],
  scores: Float32Array = new Float32Array(),
  boxes: Float32Array = new Float32Array(),
): Detection[] {
  return [...scores].flatMap((logit, at) => {
    const score = 1 / (1 + Math.exp(-logit));
    if (score < MIN_SCORE) return [];
    const cell = Math.floor(at / anchors);
    const step = BLAZEFACE_SIDE / cells;
    const [x = 0, y = 0, w = 0, h = 0] = boxes.subarray(at * NUMBERS, at * NUMBERS + 4);
    const centreX = ((cell % cells) + 0.5) * step + x;
    const centreY = (Math.floor(cell / cells) + 0.5) * step + y;
    return [{ name: 'face', score, box: { x: centreX - w / 2, y: centreY - h / 2, w, h } }];
  });
}
