import type { NamedFile } from './chosen-files.ts';

export type Paste = {
  readonly onFiles: (files: readonly NamedFile[]) => void;
  readonly onUrl: (url: string) => void;
};

/** Takes pasted images, and a pasted web address where it goes into no field. */
export function takePastes({ onFiles, onUrl }: Paste): void {
  window.addEventListener('paste', (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length > 0) {
      event.preventDefault();
      onFiles(files.map((file) => ({ name: file.name, file })));
      return;
    }
    if (event.target instanceof HTMLInputElement) return;
    const text = event.clipboardData?.getData('text/plain').trim() ?? '';
    if (/^https?:\/\/\S+$/.test(text) && URL.canParse(text)) onUrl(text);
  });
}
