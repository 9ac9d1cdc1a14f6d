import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { findRunningStack, type RunningStack } from './running-stack.ts';

const START_SCRIPT = fileURLToPath(new URL('../../local/src/start.ts', import.meta.url));
/** Ends the stack with this command even if that is killed. */
const END_WITH_PARENT = new URL('../../local/src/end-with-parent.ts', import.meta.url).href;
const MODELS = '[models] ';
const READY_DEADLINE_MS = 60_000;
const READY_LOOK_MS = 100;
/** Of what a stack prints, the end is kept, to tell why it did not start. */
const KEPT_OUTPUT = 4_000;

/**
 * Runs `work` against the stack on a data folder, or against one started for the duration and stopped
 * after it. `tell` is given a line on what is done meanwhile.
 * @throws {Error} with the stack's own last lines if it does not start.
 */
export async function withStack<T>(
  data: string,
  tell: (line: string) => void,
  work: (stack: RunningStack) => Promise<T>,
): Promise<T> {
  const running = await findRunningStack(data);
  if (running) return work(running);
  tell('No pipeline runs here: starting one for the duration (npm start keeps one running) …');
  // A process group of its own: Ctrl-C ends this command, which then stops the stack in order.
  const child = spawn(
    process.execPath,
    ['--import', END_WITH_PARENT, START_SCRIPT, '--data', data],
    {
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    },
  );
  let output = '';
  const keep = (chunk: Buffer) => {
    output = (output + chunk).slice(-KEPT_OUTPUT);
  };
  child.stdout.on('data', keep);
  // What takes minutes, the first time, is said.
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith(MODELS)) tell(line.slice(MODELS.length));
  });
  child.stderr.on('data', keep);
  const ended = once(child, 'close');
  const stop = () => child.kill('SIGINT');
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    return await work(await untilReady(data, child, () => output));
  } finally {
    stop();
    await ended;
    process.removeListener('SIGINT', stop);
    process.removeListener('SIGTERM', stop);
  }
}

async function untilReady(
  data: string,
  child: { readonly pid?: number | undefined; readonly exitCode: number | null },
  output: () => string,
): Promise<RunningStack> {
  const until = performance.now() + READY_DEADLINE_MS;
  for (;;) {
    const stack = await findRunningStack(data);
    if (stack && stack.pid === child.pid) return stack;
    if (child.exitCode !== null) throw new Error(`the pipeline did not start:\n${output()}`);
    if (performance.now() > until)
      throw new Error(`the pipeline was not ready in time:\n${output()}`);
    await sleep(READY_LOOK_MS);
  }
}
