import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

export const NO_CHROMIUM =
  'no Chromium here: install one (apt-get install chromium), or set CHROMIUM to its path';

/**
 * The Chromium of this machine, or undefined.
 * @throws {Error} if `CHROMIUM` names one that is not there.
 */
export function findChromium(): string | undefined {
  const { CHROMIUM, PATH = '' } = process.env;
  if (CHROMIUM) {
    accessSync(CHROMIUM, constants.X_OK);
    return CHROMIUM;
  }
  const folders = ['/usr/bin', ...PATH.split(delimiter)];
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // Not there, or not ours to run: the next one may be.
    return false;
  }
}
