import type { Evidence } from '../vision.ts';
import { BLAZEFACE_SIDE, openBlazeface } from './detect/blazeface.ts';
import { NANODET_SIDE, openNanodet } from './detect/nanodet.ts';
import { crop, openPicture, type Pixels, toSquare } from './detect/picture.ts';
import { openThunder } from './detect/thunder.ts';
import { evidenceOf, type Found, interpret, type Sights } from './rules/evidence-of.ts';
import type { Box } from '../box.ts';

/** Around a person's box, in parts of its width and height: hands and feet reach out of it. */
const MARGIN = { x: 0.12, y: 0.08 };

/** Looks at one picture after the other; each model is loaded when it is first needed. */
export async function openEyes(folder: string): Promise<(jpeg: Buffer) => Promise<Evidence>> {
  const lookTwice = await openNanodet(folder);
  const faces = once(() => openBlazeface(folder));
  const poses = once(() => openThunder(folder));

  async function see(picture: Pixels): Promise<Found> {
    const looks = lookTwice(await toSquare(picture, NANODET_SIDE));
    const seen: Sights = { ...looks, faces: [] };
    const found = interpret(seen);
    // Faces are of use only where there are people, and a pose only of one.
    if (!found.persons) return found;
    const findFaces = await faces();
    const withFaces = { ...seen, faces: findFaces(await toSquare(picture, BLAZEFACE_SIDE)) };
    const counted = interpret(withFaces);
    const [person] = counted.persons?.claims ?? [];
    if (!person || counted.persons?.people.exactly !== 1) return counted;
    const alone = await crop(picture, grow(person.box));
    if (!alone) return counted;
    const findPose = await poses();
    return interpret({ ...withFaces, pose: await findPose(alone) });
  }

  return async function lookAt(jpeg) {
    const picture = await openPicture(jpeg);
    return evidenceOf(await see(picture));
  };
}

function grow({ x, y, w, h }: Box): Box {
  const { x: wide, y: high } = { x: MARGIN.x * w, y: MARGIN.y * h };
  return { x: x - wide, y: y - high, w: w + 2 * wide, h: h + 2 * high };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
