import { readModel } from '@blobscribe/core/models/models-folder';
import { type Pixels, toSquare } from './picture.ts';
import { openModel } from './tensorflow.ts';

const THUNDER_SIDE = 256;

/** COCO's seventeen, in their order. */
const JOINTS = [
  ...['nose', 'left eye', 'right eye', 'left ear', 'right ear', 'left shoulder', 'right shoulder'],
  ...['left elbow', 'right elbow', 'left wrist', 'right wrist', 'left hip', 'right hip'],
  ...['left knee', 'right knee', 'left ankle', 'right ankle'],
] as const;

export type Joint = {
  /** In pixels of the picture it was looked for in. */
  readonly x: number;
  readonly y: number;
  /** 0 to 1. */
  readonly score: number;
};

/** Where the joints of one person are, by their names: "left knee". */
export type Pose = Readonly<Record<string, Joint>>;

/** The pose of the one person in a picture that shows little else (MoveNet Thunder). */
export async function openThunder(folder: string): Promise<(person: Pixels) => Promise<Pose>> {
  const run = await openModel(
    await readModel(folder, 'movenet-thunder.json'),
    await readModel(folder, 'movenet-thunder.bin'),
  );
  return async function findPose(person) {
    const { data, side, inner } = await toSquare(person, THUNDER_SIDE);
    const input = { shape: [1, side, side, 3], values: Int32Array.from(data) };
    const [numbers = new Float32Array()] = run(input, ['Identity:0']);
    const joints = JOINTS.map((name, index): [string, Joint] => {
      const [y = 0, x = 0, score = 0] = numbers.subarray(3 * index, 3 * index + 3);
      const scale = person.width / inner.w;
      return [name, { x: (x * side - inner.x) * scale, y: (y * side - inner.y) * scale, score }];
    });
    return Object.fromEntries(joints);
  };
}
