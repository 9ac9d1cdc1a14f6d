import type { NamedFile } from './chosen-files.ts';
import { find } from './element.ts';

/** Takes files from the two choosers, those of a folder with their path as name. */
export function takeChoices(onFiles: (files: readonly NamedFile[]) => void): void {
  connect('choose-files', 'files');
  const folder = connect('choose-folder', 'folder');
  // Some phones have no folders to choose.
  if (!('webkitdirectory' in folder.input)) folder.button.hidden = true;

  function connect(buttonId: string, inputId: string) {
    const button = find(buttonId, HTMLButtonElement);
    const input = find(inputId, HTMLInputElement);
    button.addEventListener('click', () => input.click());
    input.addEventListener('change', () => {
      const files = [...(input.files ?? [])];
      // Choosing the same file again is a choice too.
      input.value = '';
      onFiles(files.map((file) => ({ name: file.webkitRelativePath || file.name, file })));
    });
    return { button, input };
  }
}
