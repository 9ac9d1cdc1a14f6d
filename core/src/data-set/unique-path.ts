/**
 * Gives each path of one set once: where `folder/stem.txt` is there already, `folder/stem (2).txt`,
 * and so on. What differs only in case is the same to Windows and macOS, and so it is here.
 */
export function createUniquePaths(): (
  folders: readonly string[],
  stem: string,
  extension: string,
) => string {
  const taken = new Set<string>();
  // Without it a thousand equal names would be counted up from 2 a thousand times.
  const counts = new Map<string, number>();

  return function uniquePath(folders, stem, extension) {
    const path = (suffix: string) => [...folders, stem + suffix + extension].join('/');
    const first = caseless(path(''));
    for (let count = counts.get(first) ?? 1; ; count += 1) {
      const numbered = path(count === 1 ? '' : ` (${count})`);
      if (taken.has(caseless(numbered))) continue;
      counts.set(first, count + 1);
      taken.add(caseless(numbered));
      return numbered;
    }
  };
}

/** Not lower case alone: that of `ẞ` and `SS` differs, and there are file systems that fold both. */
function caseless(path: string): string {
  return path.toLowerCase().toUpperCase();
}
