import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type PinnedFile, type PinnedPackage, pinnedPackages } from './pinned-models.ts';

/** Other weights are another folder: two versions of this product share a machine in peace. */
const VERSION = 'models-1';

/** Where the models of on-device vision are kept, once for each user: MODELS_FOLDER, else the cache folder. */
export function modelsFolder(environment: NodeJS.ProcessEnv): string {
  const { MODELS_FOLDER, XDG_CACHE_HOME } = environment;
  return MODELS_FOLDER || join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'blobscribe', VERSION);
}

/** A package's file, where Node looks for packages: the runtime among them is loaded as one. */
export function modelPath(folder: string, { name }: PinnedPackage, { path }: PinnedFile): string {
  return join(folder, 'node_modules', name, path);
}

/**
 * The bytes of a model by the end of its path: "nanodet.bin".
 * @throws {Error} saying which file is missing or is not the one that was pinned.
 */
export async function readModel(folder: string, ending: string): Promise<Buffer> {
  for (const pinned of pinnedPackages()) {
    const file = pinned.files.find(({ path }) => path.endsWith(`/${ending}`));
    if (file) return readPinned(folder, pinned, file);
  }
  throw new RangeError(`There is no model ${ending}.`);
}

/** What is wrong with the models of this folder, file by file, by their content; nothing if all are right. */
export async function faultsOf(
  folder: string,
  packages: readonly PinnedPackage[] = pinnedPackages(),
): Promise<string[]> {
  const files = packages.flatMap((pinned) => pinned.files.map((file) => ({ pinned, file })));
  const faults = await Promise.all(
    files.map(({ pinned, file }) =>
      readPinned(folder, pinned, file).then(
        () => [],
        (error: Error) => [error.message],
      ),
    ),
  );
  return faults.flat();
}

async function readPinned(
  folder: string,
  pinned: PinnedPackage,
  file: PinnedFile,
): Promise<Buffer> {
  const path = modelPath(folder, pinned, file);
  const content = await readFile(path).catch((cause) => {
    throw new Error(`${path} cannot be read`, { cause });
  });
  const sha256 = createHash('sha256').update(content).digest('hex');
  if (sha256 !== file.sha256) throw new Error(`${path} is damaged or another file`);
  return content;
}
