import { execFileSync } from 'node:child_process';
import { until } from '../support/until.ts';
import type { Execution } from './launcher.ts';

const PATIENCE_MS = 5_000;

/** How many processes, decoders included, are left of executions that have ended: each has a group of its own. */
export async function processesLeft(executions: readonly Execution[]): Promise<number> {
  const groups = new Set(executions.filter(({ end }) => end()).map(({ pid }) => pid));
  const count = () =>
    execFileSync('ps', ['-eo', 'pgid=,stat='], { encoding: 'utf8' })
      .split('\n')
      .map((row) => row.trim().split(/\s+/))
      // A zombie has ended; only init has not looked yet.
      .filter(([group, state = '']) => groups.has(Number(group)) && !state.startsWith('Z')).length;
  await until('the processes to end', () => count() === 0, PATIENCE_MS).catch(() => {});
  return count();
}
