import type { NamedFile } from './chosen-files.ts';
import { readDropped } from './read-dropped.ts';

/** Takes files that are dropped anywhere on the page; `zone` is marked while they hang above it. */
export function takeDrops(zone: HTMLElement, onFiles: (files: readonly NamedFile[]) => void): void {
  window.addEventListener('dragover', (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    zone.classList.add('over');
  });
  window.addEventListener('dragleave', ({ relatedTarget }) => {
    // From one element to another it is still over the page.
    if (relatedTarget === null) zone.classList.remove('over');
  });
  window.addEventListener('drop', async (event) => {
    zone.classList.remove('over');
    if (!event.dataTransfer || !holdsFiles(event)) return;
    event.preventDefault();
    onFiles(await readDropped(event.dataTransfer.items));
  });
}

function holdsFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') ?? false;
}
