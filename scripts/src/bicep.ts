import { spawnSync } from 'node:child_process';
import { findBicep, NoBicepError } from './find-bicep.ts';

/** Runs the compiler of this repository's version: npm run bicep -- lint infra/bicep/main.bicep */
try {
  const bicep = await findBicep(process.env, (line) => process.stderr.write(`${line}\n`));
  const { status } = spawnSync(bicep, process.argv.slice(2), { stdio: 'inherit' });
  process.exitCode = status ?? 1;
} catch (error) {
  if (!(error instanceof NoBicepError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
