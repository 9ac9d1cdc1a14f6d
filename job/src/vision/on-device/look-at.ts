import type { Box } from '../box.ts';
import { BLAZEFACE_SIDE, openBlazeface } from './detect/blazeface.ts';
import { NANODET_SIDE, openNanodet } from './detect/nanodet.ts';
import {
  crop,
  mirror,
  mirrorBox,
  openPicture,
  type Pixels,
  type Square,
  toSquare,
} from './detect/picture.ts';
import { openThunder } from './detect/thunder.ts';
import type { Seen, Wanted } from './eyes-messages.ts';
import { openWordReader, type Words } from './read/read-words.ts';
import { evidenceOf } from './rules/evidence-of.ts';
import { isWorthAnotherLook, type TwoLooks } from './rules/find-claims.ts';
import { type Found, interpret } from './rules/interpret.ts';

/** Around a person's box, in parts of its width and height: hands and feet reach out of it. */
const MARGIN = { x: 0.12, y: 0.08 };

export type Sight = Omit<Seen, 'kind'>;

/** Looks at one picture after the other; each model is loaded when it is first needed. */
export async function openEyes(
  folder: string,
): Promise<(jpeg: Buffer, wanted: Wanted) => Promise<Sight>> {
  const findThings = await openNanodet(folder);
  const faces = once(() => openBlazeface(folder));
  const poses = once(() => openThunder(folder));
  const words = once(() => openWordReader(folder));

  async function see(picture: Pixels, photographed: boolean): Promise<Found> {
    const looks = lookTwice(await toSquare(picture, NANODET_SIDE), photographed);
    const found = interpret(looks, photographed);
    // Faces are of use only where there are people, and a pose only of one.
    if (!found.persons) return found;
    const findFaces = await faces();
    const sights = { ...looks, faces: findFaces(await toSquare(picture, BLAZEFACE_SIDE)) };
    const counted = interpret(sights, photographed);
    const [person] = counted.persons?.claims ?? [];
    if (!person || counted.persons?.people.exactly !== 1) return counted;
    const alone = await crop(picture, grow(person.box));
    if (!alone) return counted;
    const findPose = await poses();
    return interpret({ ...sights, pose: await findPose(alone) }, photographed);
  }

  function lookTwice(square: Square, photographed: boolean): TwoLooks {
    const plain = findThings(square);
    if (!isWorthAnotherLook(plain, photographed)) return { plain, mirrored: [] };
    const mirrored = findThings(mirror(square));
    return { plain, mirrored: mirrored.map((found) => ({ ...found, box: mirrorBox(found.box) })) };
  }

  async function read(picture: Pixels): Promise<{ read: Words[]; unread?: string }> {
    try {
      const readWords = await words();
      return { read: await readWords(picture) };
    } catch (error) {
      // Not every machine has a runtime for it: what is seen is worth telling all the same.
      return { read: [], unread: error instanceof Error ? error.message : String(error) };
    }
  }

  return async function lookAt(jpeg, { text, photographed }) {
    const picture = await openPicture(jpeg);
    const found = await see(picture, photographed);
    const { read: lines, ...failed } = text ? await read(picture) : { read: [] };
    return { evidence: evidenceOf(found, lines), ...failed };
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
