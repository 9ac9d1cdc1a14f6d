import type { TestProject } from 'vitest/node';
import { findBicep, NoBicepError } from '../../../../scripts/src/find-bicep.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of the compiler; empty where there is none. */
    bicep: string;
  }
}

/**
 * Looks for the compiler once, before all tests. Without one those that read snapshots read the committed
 * ones and the rest are skipped, unless CI_BICEP says that there must be one.
 */
export async function setup(project: TestProject): Promise<void> {
  project.provide('bicep', await findOrSkip());
}

async function findOrSkip(): Promise<string> {
  const tell = (line: string) => process.stderr.write(`${line}\n`);
  try {
    return await findBicep(process.env, tell);
  } catch (error) {
    if (!(error instanceof NoBicepError) || process.env.CI_BICEP) throw error;
    tell(`\n!!! SKIPPED: the tests that compile infra/bicep. ${error.message}\n`);
    return '';
  }
}
