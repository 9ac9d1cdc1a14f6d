import type { ImageFile } from '../find-images.ts';
import type { Content } from './content.ts';
import type { Group, Journal } from './journal.ts';

export type PlanOptions = {
  readonly retryFailed: boolean;
  /** Whether a file has all that is wanted of it. */
  readonly isKept: (file: ImageFile) => Promise<boolean>;
};

export type Plan = {
  readonly done: readonly Content[];
  readonly failed: readonly Content[];
  /** Whose side-cars are there already, and stay. */
  readonly kept: readonly Content[];
  /** Begun by an earlier run and not ended. */
  readonly open: readonly Group[];
  /** In those. */
  readonly unfinished: readonly Content[];
  readonly fresh: readonly Content[];
};

/** What is to be done for a folder, by what its journal knows: each content once, whatever its names. */
export async function planBatch(
  contents: readonly Content[],
  journal: Pick<Journal, 'find' | 'openGroups'>,
  { retryFailed, isKept }: PlanOptions,
): Promise<Plan> {
  const present = new Set(contents.map(({ sha256 }) => sha256));
  const open = journal
    .openGroups()
    .filter(({ images }) => images.some(([hash]) => present.has(hash)));
  const begun = new Set(open.flatMap(({ images }) => images.map(([hash]) => hash)));
  const plan = {
    done: [] as Content[],
    failed: [] as Content[],
    kept: [] as Content[],
    unfinished: [] as Content[],
    fresh: [] as Content[],
  };
  for (const content of contents) {
    const known = journal.find(content.sha256);
    if (known?.status === 'succeeded') plan.done.push(content);
    // One that failed may have been sent again by a run that did not see its end.
    else if (begun.has(content.sha256)) plan.unfinished.push(content);
    else if (known?.status === 'failed' && !retryFailed) plan.failed.push(content);
    else if (await allKept(content.files, isKept)) plan.kept.push(content);
    else plan.fresh.push(content);
  }
  return { ...plan, open };
}

async function allKept(
  files: readonly ImageFile[],
  isKept: (file: ImageFile) => Promise<boolean>,
): Promise<boolean> {
  for (const file of files) if (!(await isKept(file))) return false;
  return true;
}
