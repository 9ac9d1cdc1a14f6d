import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

const EVERY_MS = 100;

/**
 * Calls `onOver` once if the process holds more than `maxBytes` of memory; returns how to stop watching.
 * Sees nothing where there is no /proc.
 */
export function watchMemory(pid: number, maxBytes: number, onOver: () => void): () => void {
  if (!existsSync('/proc/self/status')) return () => {};
  let watching = true;
  const stop = () => {
    watching = false;
    clearInterval(timer);
  };
  const check = async () => {
    const bytes = await readMemory(pid);
    // The process may be at its next file by now.
    if (!watching || bytes <= maxBytes) return;
    stop();
    onOver();
  };
  const timer = setInterval(() => void check(), EVERY_MS);
  return stop;
}

/** What a process holds of memory, in bytes; 0 of one that is gone. */
export async function readMemory(pid: number): Promise<number> {
  // In kB, where statm counts pages, whose size Node does not tell (proc_pid_status(5)).
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
}
