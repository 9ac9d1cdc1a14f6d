import type { Upload } from './api.ts';

/** No answer at all. */
export const UNREACHABLE = 0;

/**
 * Sends a file straight to the storage and returns the status of the answer, or `UNREACHABLE`.
 * By XMLHttpRequest, for fetch tells nothing of an upload's progress.
 */
export function putFile(
  { method, url, headers }: Upload,
  file: Blob,
  onProgress: (fraction: number) => void,
): Promise<number> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      if (total > 0) onProgress(loaded / total);
    });
    request.addEventListener('loadend', () => resolve(request.status));
    request.send(file);
  });
}
