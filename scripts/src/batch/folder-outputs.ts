import { join, relative } from 'node:path';
import type { DataSetRow } from '@blobscribe/core/data-set/data-set-row';
import { createSideCarNames } from '@blobscribe/core/data-set/side-car';
import { counted } from '../counted.ts';
import type { ImageFile } from '../find-images.ts';
import { checkUnclaimed, dataSetPaths, writeDataSets } from '../outputs/data-set-files.ts';
import { isThere } from '../outputs/is-there.ts';
import type { OutputOptions } from '../outputs/output-options.ts';
import { createSideCars } from '../outputs/side-cars.ts';
import type { Journal } from './journal.ts';

export type FolderOutputs = {
  /** Whether all that is wanted of an image is there already and stays as it is. */
  isKept(file: ImageFile): Promise<boolean>;
  /** Writes what stands beside an image. */
  add(row: DataSetRow): Promise<void>;
  /** Writes the files that hold them all; gives back what was written and kept, in lines for a person. */
  finish(rows: () => AsyncIterable<DataSetRow>): Promise<string[]>;
};

export type Folder = {
  readonly folder: string;
  /** As the call names it. */
  readonly named: string;
};

/**
 * What is written for a folder: `images` are all that it holds.
 * @throws {Error} if a file of somebody else's is in the way.
 */
export async function openFolderOutputs(
  { folder, named }: Folder,
  images: readonly ImageFile[],
  options: OutputOptions,
  journal: Pick<Journal, 'hasWritten' | 'addWritten'>,
): Promise<FolderOutputs> {
  const { sideCars: kinds, existing, target, retarget } = options;
  const out = options.out ?? folder;
  const mayReplace = existing === 'overwrite' || retarget;
  const sideCarName = createSideCarNames(images.map(({ name }) => name));
  // Of words made again the earlier ones are no longer wanted.
  const wanted =
    retarget && existing === 'skip' ? { ...options, existing: 'overwrite' as const } : options;
  const sideCars = createSideCars(out, ({ name = '' }, kind) => sideCarName(name, kind), wanted);
  const paths = dataSetPaths(options, { images: folder, out });
  await checkUnclaimed(paths, (path) => mayReplace || journal.hasWritten(relative(folder, path)));

  return {
    async isKept({ name }) {
      if (existing !== 'skip' || paths.length > 0 || retarget) return false;
      const there = kinds.map((kind) => isThere(join(out, sideCarName(name, kind))));
      return (await Promise.all(there)).every(Boolean);
    },
    add: sideCars.write,
    async finish(rows) {
      for (const { path } of paths) await journal.addWritten(relative(folder, path));
      await writeDataSets(paths, target, rows);
      const { written, kept } = sideCars.counts();
      return [
        ...(written > 0 ? [`${counted(written, 'side-car')} written`] : []),
        ...(kept > 0 ? [`${counted(kept, 'side-car')} left as they were`] : []),
        ...paths.map(({ path }) => `${join(named, relative(folder, path))} written`),
      ];
    },
  };
}
