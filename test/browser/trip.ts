import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

export type Trip = { readonly folder: string; readonly notAnImage: string };

/** A folder `trip` in `parent`, with an image in `day 1` and a file that is no image. */
export async function writeTrip(parent: string, image: string): Promise<Trip> {
  const folder = join(parent, 'trip');
  const notAnImage = join(folder, 'notes.txt');
  await mkdir(join(folder, 'day 1'), { recursive: true });
  await copyFile(image, join(folder, 'day 1', basename(image)));
  await writeFile(notAnImage, 'milk, bread, film');
  return { folder, notAnImage };
}
