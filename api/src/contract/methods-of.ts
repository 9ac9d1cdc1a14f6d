import { ROUTES } from './openapi.ts';

const PATHS = ROUTES.map(({ method, path }) => ({
  method: method.toUpperCase(),
  // No part of these paths is anything but letters, digits and slashes.
  pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
}));

/** The methods with which a path of the contract can be asked; none for any other path. */
export function methodsOf(path: string): string[] {
  return PATHS.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method);
}
