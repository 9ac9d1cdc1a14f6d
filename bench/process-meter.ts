import { readFileSync } from 'node:fs';

/** The kinds of processes of a laptop's pipeline, and how each is known. */
const SIGNS = {
  command: 'scripts/src/blobscribe.ts',
  local: 'local/src/start.ts',
  azurite: 'azurite/dist',
  api: 'api/src/main.ts',
  executions: 'job/src/main.ts',
  decoders: 'decode/',
} as const;

export type Kind = keyof typeof SIGNS;
export const KINDS = Object.keys(SIGNS) as Kind[];

type PerKind = Record<Kind, number>;

export type Meter = {
  /** CPU seconds since the last lap, by kind. */
  lap(): PerKind;
  /** The largest that one process of each kind was seen to be, in MiB, and all CPU seconds. */
  stop(): { readonly memory: PerKind; readonly spent: PerKind };
};

const LOOK_MS = 500;
/** `sysconf(_SC_CLK_TCK)`, 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/** Watches processes by /proc, as long as it is not stopped. */
export function createMeter(processes: () => readonly number[]): Meter {
  const memory = zeros();
  // What a process had when it was last seen: one that is gone would take it away again.
  const spent = new Map<number, { kind: Kind; own: number }>();
  let last = zeros();
  const look = () => {
    for (const pid of processes()) {
      const seen = readProcess(pid);
      if (!seen) continue;
      spent.set(pid, seen);
      memory[seen.kind] = Math.max(memory[seen.kind], seen.memory);
    }
  };
  const timer = setInterval(look, LOOK_MS);
  const total = () => {
    look();
    const sums = zeros();
    for (const { kind, own } of spent.values()) sums[kind] += own;
    return sums;
  };
  return {
    lap() {
      const present = total();
      const lap = zeros();
      for (const kind of KINDS) lap[kind] = present[kind] - last[kind];
      last = present;
      return lap;
    },
    stop() {
      clearInterval(timer);
      return { memory, spent: total() };
    },
  };
}

function readProcess(pid: number) {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    const kind = KINDS.findLast((name) => command.includes(SIGNS[name]));
    if (kind === undefined) return undefined;
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    const seconds = (at: number) => Number(fields[at]) / TICKS_PER_SECOND;
    const peak = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return {
      kind,
      own: seconds(11) + seconds(12),
      memory: Number(peak ?? 0) / 1024,
    };
  } catch {
    // It ended between the look at the list and this one.
    return undefined;
  }
}

function zeros(): PerKind {
  return { command: 0, local: 0, azurite: 0, api: 0, executions: 0, decoders: 0 };
}
