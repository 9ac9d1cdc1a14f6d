import { readCamera } from '../pixels/camera.ts';
import { describePixels } from '../pixels/describe-pixels.ts';
import { giveBack } from '../pixels/give-back.ts';
import { recover } from '../recover/recover.ts';
import type { Inspected, Wanted } from './decoder-messages.ts';
import { encodeJpeg } from './encode-jpeg.ts';
import { normalise, PIXEL_FACTS_SIDE, SERVICE_SIDE } from './normalise.ts';
import { stripJpeg } from './strip-jpeg.ts';

/**
 * All that is learned from one file alone: its pixels, its EXIF, its words. Only what is small leaves
 * here, so that no pixels travel between processes.
 * @throws {ImageFailure} as {@link normalise} does.
 */
export async function inspect(file: Buffer, { mediaType, jpeg }: Wanted): Promise<Inspected> {
  const side = jpeg ? SERVICE_SIDE : PIXEL_FACTS_SIDE;
  const {
    fileWidth: width,
    fileHeight: height,
    isAsInFile,
    ...picture
  } = await normalise(file, mediaType, side);
  const stripped = jpeg && isAsInFile ? stripJpeg(file) : undefined;
  const encoding = jpeg ? (stripped ?? encodeJpeg(picture)) : undefined;
  const exif = readCamera(file);
  const pixels = describePixels(picture, { mediaType, width, height, ...(exif && { exif }) });
  const words = recover(file, mediaType);
  const encoded = await encoding;
  giveBack(picture.pixels);
  return { width, height, pixels, words, ...(encoded && { jpeg: encoded }) };
}
