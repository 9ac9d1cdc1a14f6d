import { describe, inject, it } from 'vitest';
import { type BicepServer, startBicep } from '../../../../scripts/src/bicep-server.ts';

/** Path of the compiler; empty where there is none. */
export const BICEP = inject('bicep');

let running: BicepServer | undefined;

/** The compiler, without any variable of whoever runs the tests. */
export function compiler(): BicepServer {
  running ??= startBicep(BICEP);
  return running;
}

/** A `describe` of what needs the compiler; without one its body is not even run. */
export function withCompiler(name: string, body: () => void | Promise<void>): void {
  if (BICEP !== '') describe(name, body);
  else describe.skip(name, () => it('needs a compiler', () => {}));
}
