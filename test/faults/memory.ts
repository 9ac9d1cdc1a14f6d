import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import type { Execution } from './launcher.ts';

export type Watch = {
  /** The largest that any process of the executions was seen to be, in MiB. */
  stop(): number;
};

const LOOK_MS = 300;

/** Looks at the memory of all processes of the executions, decoders included, until it is stopped. */
export function watchMemory(executions: () => readonly Execution[]): Watch {
  let largest = 0;
  const timer = setInterval(() => {
    largest = Math.max(largest, ...processSizes(executions()));
  }, LOOK_MS);
  return {
    stop() {
      clearInterval(timer);
      return Math.round(largest);
    },
  };
}

/** The memory of each process of these executions, in MiB. */
export function processSizes(executions: readonly Execution[]): number[] {
  const groups = new Set(executions.map(({ pid }) => pid));
  return execFileSync('ps', ['-eo', 'pgid=,rss='], { encoding: 'utf8' })
    .split('\n')
    .map((row) => row.trim().split(/\s+/).map(Number))
    .filter(([group = 0]) => groups.has(group))
    .map(([, kibibytes = 0]) => kibibytes / 1024);
}

/** How many files and sockets a process has open; 0 where the system does not tell. */
export function openFiles({ pid }: Execution): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    // Only Linux has it, and only while the process lives.
    return 0;
  }
}
