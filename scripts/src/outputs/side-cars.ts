import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataSetRow } from '@blobscribe/core/data-set/data-set-row';
import { type SideCarKind, sideCarText } from '@blobscribe/core/data-set/side-car';
import type { OutputOptions } from './output-options.ts';
import { writeWhole } from './write-whole.ts';

export type SideCars = {
  /** Writes those of an image that has words, as far as they are not to stay as they are. */
  write(row: DataSetRow): Promise<void>;
  counts(): { readonly written: number; readonly kept: number };
};

/** The files beside images, under `folder`, each called as `nameOf` says. */
export function createSideCars(
  folder: string,
  nameOf: (row: Omit<DataSetRow, 'document'>, kind: SideCarKind) => string,
  { sideCars: kinds, existing, target }: OutputOptions,
): SideCars {
  let written = 0;
  let kept = 0;
  return {
    async write({ document, ...row }) {
      if (document.status === 'failed') return;
      for (const kind of kinds) {
        const path = join(folder, nameOf(row, kind));
        const present = await readPresent(path);
        const text = sideCarText(document, { kind, target, existing }, present);
        if (text === undefined || text === present) kept += 1;
        else {
          await writeWhole(path, text);
          written += 1;
        }
      }
    },
    counts: () => ({ written, kept }),
  };
}

async function readPresent(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
