import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PictureSet } from './seen-by-eye.ts';

const NODE_MODULES = fileURLToPath(new URL('../../../node_modules', import.meta.url));

/**
 * The folders of the picture sets that are on this machine. Debian's python3-skimage and opencv-doc need not
 * be installed: DEBIAN_PICTURES names a folder into which their files were unpacked.
 */
export function findPictures(environment: NodeJS.ProcessEnv): Partial<Record<PictureSet, string>> {
  const root = environment.DEBIAN_PICTURES || '/';
  const folders: Readonly<Record<PictureSet, string>> = {
    'face-api': join(NODE_MODULES, '@vladmandic/face-api/demo'),
    skimage: join(root, 'usr/lib/python3/dist-packages/skimage/data'),
    opencv: join(root, 'usr/share/doc/opencv-doc/examples'),
  };
  return Object.fromEntries(Object.entries(folders).filter(([, folder]) => existsSync(folder)));
}
