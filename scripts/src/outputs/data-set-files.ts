import { join } from 'node:path';
import { type DataSetRow, exportDataSet } from '@blobscribe/core/data-set/export-data-set';
import { isThere } from './is-there.ts';
import type { DataSetFlag, OutputOptions } from './output-options.ts';
import { writeWhole } from './write-whole.ts';

/** `metadata.jsonl` is the name that ImageFolder reads: https://huggingface.co/docs/datasets/image_dataset */
const FILE_NAMES: Readonly<Record<DataSetFlag, string>> = {
  jsonl: 'metadata.jsonl',
  csv: 'prompts.csv',
  zip: 'prompts.zip',
};

export type DataSetFolders = {
  /** Where the images are: `metadata.jsonl` names them by their paths from there. */
  readonly images: string;
  readonly out: string;
};

/** The data set files that are wanted, each with its whole path. */
export function dataSetPaths(
  { files }: Pick<OutputOptions, 'files'>,
  { images, out }: DataSetFolders,
): { readonly format: DataSetFlag; readonly path: string }[] {
  return files.map((format) => {
    const folder = format === 'jsonl' ? images : out;
    return { format, path: join(folder, FILE_NAMES[format]) };
  });
}

/**
 * Makes sure that nothing of somebody else's is written over.
 * @throws {Error} that names a file that is there and was not written by an earlier run of ours.
 */
export async function checkUnclaimed(
  paths: readonly { readonly path: string }[],
  isOurs: (path: string) => boolean,
): Promise<void> {
  for (const { path } of paths) {
    if ((await isThere(path)) && !isOurs(path)) {
      throw new Error(`${path} is there already: move it away, or say --existing overwrite`);
    }
  }
}

/** Writes them, with a pass over the rows for each. */
export async function writeDataSets(
  paths: ReturnType<typeof dataSetPaths>,
  target: OutputOptions['target'],
  rows: () => AsyncIterable<DataSetRow>,
): Promise<void> {
  for (const { format, path } of paths) {
    await writeWhole(path, exportDataSet(rows(), format, target));
  }
}
