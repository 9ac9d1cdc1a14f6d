import { accessSync, constants } from 'node:fs';

/**
 * The browser that `CHROMIUM` names, or undefined: a browser is more than `npm ci` brings, and its test
 * takes half a minute.
 * @throws {Error} if it names one that is not there.
 */
export function findChromium(): string | undefined {
  const { CHROMIUM } = process.env;
  if (!CHROMIUM) return undefined;
  accessSync(CHROMIUM, constants.X_OK);
  return CHROMIUM;
}
