import { execFileSync } from 'node:child_process';
import { until } from '../support/until.ts';
import type { Execution } from './launcher.ts';

const PATIENCE_MS = 5_000;

/** How many processes, decoders included, are left of executions that have ended: each has a group of its own. */
export async function processesLeft(executions: readonly Execution[]): Promise<number> {
  const groups = new Set(executions.filter(({ end }) => end()).map(({ pid }) => pid));
  const count = () =>
    execFileSync('ps', ['-eo', 'pgid='], { encoding: 'utf8' })
      .split('\n')
      .filter((group) => groups.has(Number(group))).length;
  await until('the processes to end', () => count() === 0, PATIENCE_MS).catch(() => {});
  return count();
}
