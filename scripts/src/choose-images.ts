import { matchesGlob } from 'node:path';
import type { ImageFile } from './find-images.ts';

export type Choice = {
  /** Globs; any of them, or all images where there is none. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
};

/**
 * The images whose name below the folder is wanted. A glob without a slash means files of that name at
 * any depth, as in a .gitignore.
 */
export function chooseImages(
  files: readonly ImageFile[],
  { include, exclude }: Choice,
): ImageFile[] {
  const matches = (globs: readonly string[], name: string) =>
    globs.some((glob) => matchesGlob(name, glob.includes('/') ? glob : `**/${glob}`));
  return files.filter(
    ({ name }) => (include.length === 0 || matches(include, name)) && !matches(exclude, name),
  );
}
