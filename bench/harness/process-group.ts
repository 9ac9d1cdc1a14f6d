import { readdirSync, readFileSync } from 'node:fs';

/** `sysconf(_SC_CLK_TCK)`, 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;
/** Fields of /proc/PID/stat behind the name in brackets, from 0 (proc(5)). */
const [GROUP, USER, SYSTEM, CHILD_USER, CHILD_SYSTEM] = [2, 11, 12, 13, 14];
const LOOK_MS = 500;

/** The CPU time of a process group, its ended children among it, in milliseconds. */
export function cpuOf(group: number): number {
  const ticks = membersOf(group).flatMap(({ fields }) =>
    [USER, SYSTEM, CHILD_USER, CHILD_SYSTEM].map((at) => fields[at] ?? 0),
  );
  return (ticks.reduce((sum, count) => sum + count, 0) / TICKS_PER_SECOND) * 1000;
}

/** Watches a group until it is stopped; gives the largest that one process of it ever was, in MiB. */
export function watchPeak(group: number): () => number {
  let largest = 0;
  const look = () => {
    for (const { pid } of membersOf(group)) largest = Math.max(largest, peakOf(pid));
  };
  const timer = setInterval(look, LOOK_MS);
  return () => {
    clearInterval(timer);
    look();
    return largest;
  };
}

function membersOf(group: number): { pid: number; fields: number[] }[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids
    .map((pid) => ({ pid: Number(pid), fields: statOf(pid) }))
    .filter(({ fields }) => fields[GROUP] === group);
}

function statOf(pid: string): number[] {
  return read(`/proc/${pid}/stat`)
    .replace(/^.*\) /s, '')
    .split(' ')
    .map(Number);
}

function peakOf(pid: number): number {
  return Number(/VmHWM:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) / 1024;
}

/** Nothing of a process that has ended since it was listed. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
