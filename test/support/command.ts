import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const COMMAND = fileURLToPath(new URL('../../scripts/src/blobscribe.ts', import.meta.url));

export type Ended = { readonly status: number; readonly stdout: string; readonly stderr: string };

export type CommandOptions = {
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
};

export type RunningCommand = {
  readonly process: ChildProcess;
  /** What it has printed so far. */
  readonly output: () => { readonly stdout: string; readonly stderr: string };
  readonly ended: Promise<Ended>;
};

/** Starts `blobscribe` as a person does who has no terminal. */
export function startCommand(args: string[], options: CommandOptions = {}): RunningCommand {
  const { cwd = process.cwd(), environment = {} } = options;
  const child = spawn(process.execPath, [COMMAND, ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, INIT_CWD: cwd, ...environment },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const { promise: ended, resolve } = Promise.withResolvers<Ended>();
  child.once('close', (status, signal) => {
    resolve({ status: status ?? (signal === 'SIGKILL' ? 137 : 1), stdout, stderr });
  });
  return { process: child, output: () => ({ stdout, stderr }), ended };
}

/** The same to its end. */
export function runCommand(args: string[], options: CommandOptions = {}): Promise<Ended> {
  return startCommand(args, options).ended;
}
