import type { NamedFile } from './chosen-files.ts';
import { readDropped } from './read-dropped.ts';

/** Takes files that are dropped anywhere on the page; `zone` is marked while they hang above it. */
export function takeDrops(zone: HTMLElement, onFiles: (files: readonly NamedFile[]) => void): void {
  // A drag enters and leaves each element below it: it is gone when it has left as often as it came.
  let depth = 0;
  const mark = () => zone.classList.toggle('over', depth > 0);

  window.addEventListener('dragenter', (event) => {
    if (!holdsFiles(event)) return;
    depth += 1;
    mark();
  });
  window.addEventListener('dragleave', (event) => {
    if (!holdsFiles(event)) return;
    depth = Math.max(0, depth - 1);
    mark();
  });
  window.addEventListener('dragover', (event) => {
    if (holdsFiles(event)) event.preventDefault();
  });
  window.addEventListener('drop', async (event) => {
    if (!event.dataTransfer || !holdsFiles(event)) return;
    event.preventDefault();
    depth = 0;
    mark();
    onFiles(await readDropped(event.dataTransfer.items));
  });
}

function holdsFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') ?? false;
}
