import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';

/** What a folder is searched for; a file that is named itself is sent whatever it is called. */
const EXTENSIONS = /\.(jpe?g|jfif|png|webp|gif|tiff?|avif|heic|heif|bmp)$/i;

export type ImageFile = {
  readonly path: string;
  /** As it is shown, with `/` between folders: below the folder or file that was named. */
  readonly name: string;
};

/**
 * The files that `named` mean, folders searched to their depths, hidden entries left out, in the
 * order of their names. Relative names count from `base`.
 * @throws {Error} naming a path that is not there.
 */
export async function findImages(named: readonly string[], base: string): Promise<ImageFile[]> {
  const found: ImageFile[] = [];
  for (const name of named) {
    const path = resolve(base, name);
    const isFolder = (await stat(path)).isDirectory();
    if (isFolder) found.push(...(await searchFolder(path, name)));
    else found.push({ path, name });
  }
  return found;
}

async function searchFolder(folder: string, name: string): Promise<ImageFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: ImageFile[] = [];
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    const below = relative(folder, path);
    const isHidden = below.split(sep).some((part) => part.startsWith('.'));
    if (isHidden || !EXTENSIONS.test(entry.name)) continue;
    if (entry.isFile() || (entry.isSymbolicLink() && (await leadsToFile(path)))) {
      found.push({ path, name: join(name, below).replaceAll(sep, '/') });
    }
  }
  return found.sort((one, other) => (one.path < other.path ? -1 : 1));
}

async function leadsToFile(link: string): Promise<boolean> {
  const target = await stat(link).catch(() => undefined);
  return target?.isFile() ?? false;
}

/** The name that the API is told: without folders of this machine. */
export function fileNameOf(file: ImageFile): string {
  return basename(file.path);
}
