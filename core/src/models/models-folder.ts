import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type PinnedFile, type PinnedPackage, pinnedPackages } from './pinned-models.ts';

/** Other weights are another folder: two versions of this product share a machine in peace. */
const VERSION = 'models-1';
const PIECE_BYTES = 1_048_576;

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
    if (!file) continue;
    const path = modelPath(folder, pinned, file);
    const content = await readFile(path).catch((cause) => {
      throw unreadable(path, cause);
    });
    const sha256 = createHash('sha256').update(content).digest('hex');
    if (sha256 !== file.sha256) throw damaged(path);
    return content;
  }
  throw new RangeError(`There is no model ${ending}.`);
}

/** What is wrong with the models of this folder, file by file, by their content; nothing if all are right. */
export async function faultsOf(
  folder: string,
  packages: readonly PinnedPackage[] = pinnedPackages(),
): Promise<string[]> {
  const faults: string[] = [];
  for (const pinned of packages) {
    for (const file of pinned.files) {
      const path = modelPath(folder, pinned, file);
      const sha256 = await hashOf(path).catch((error) =>
        faults.push(unreadable(path, error).message),
      );
      if (typeof sha256 === 'string' && sha256 !== file.sha256) faults.push(damaged(path).message);
    }
  }
  return faults;
}

/** In pieces: together the models are as large as all else that a process holds. */
async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path, { highWaterMark: PIECE_BYTES }))
    hash.update(piece);
  return hash.digest('hex');
}

function unreadable(path: string, cause: unknown): Error {
  return new Error(`${path} cannot be read`, { cause });
}

function damaged(path: string): Error {
  return new Error(`${path} is damaged or another file`);
}
