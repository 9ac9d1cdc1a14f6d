import { fork } from 'node:child_process';
import { extname, join } from 'node:path';
import { type Announcement, type Reply, replySchema, type Wanted } from './decoder-messages.ts';

/** Bundled, it lies beside this file just the same, under another extension. */
const CHILD = join(import.meta.dirname, `decoder-child${extname(import.meta.filename)}`);

/**
 * Files are outside of V8's heap, and what is in it is small: with a young generation that may grow, a child
 * had 270 MB after 3,000 photographs and still grew; with this one 147 MB after 250, and no more (measured).
 */
const ONLY_SMALL_GARBAGE = ['--max-semi-space-size=2'];

/** A child process that inspects one file at a time. */
export type Decoder = {
  readonly pid: number;
  /** Ends when a file can be asked about: from then on it could be the file that ends the child. */
  readonly ready: Promise<void>;
  isAlive(): boolean;
  /** The end of one file, or undefined from a child that died over it. */
  ask(file: Buffer, wanted: Wanted): Promise<Reply | undefined>;
  /** SIGKILL. */
  kill(): void;
  /** Ends when the process has. */
  readonly exited: Promise<void>;
};

/**
 * Starts a child. It is no reason for this process to go on, and ends with it.
 * @throws {Error} if no process can be started.
 */
export function startDecoder(): Decoder {
  const child = fork(CHILD, {
    serialization: 'advanced',
    execArgv: ONLY_SMALL_GARBAGE,
    env: childEnvironment(),
    stdio: ['pipe', 'ignore', 'ignore', 'ipc'],
  });
  // Of a kill, a message or a file that comes too late; what follows from it is seen at the exit.
  child.on('error', () => {});
  child.stdin?.on('error', () => {});
  const { pid } = child;
  if (pid === undefined) throw new Error('no decoder process could be started');
  child.unref();
  child.channel?.unref();
  let alive = true;
  let answer: ((reply: Reply | undefined) => void) | undefined;
  const { promise: ready, resolve: begin } = Promise.withResolvers<void>();
  const { promise: exited, resolve: exit } = Promise.withResolvers<void>();
  child.once('exit', () => {
    alive = false;
    answer?.(undefined);
    exit();
  });
  child.on('message', (message) => {
    const { data } = replySchema.safeParse(message);
    // Whoever took over the child by its file gets no further.
    if (!data) child.kill('SIGKILL');
    else if (data.kind === 'ready') begin();
    else answer?.(data);
  });
  return {
    pid,
    ready,
    isAlive: () => alive,
    async ask(file, wanted) {
      if (!alive) return undefined;
      const { promise, resolve } = Promise.withResolvers<Reply | undefined>();
      answer = resolve;
      child.send({ bytes: file.length, wanted } satisfies Announcement, () => {});
      // Beside the channel, which would keep this process busy for a tenth of a second with 20 MB.
      child.stdin?.write(file);
      return promise.finally(() => {
        answer = undefined;
      });
    },
    kill() {
      // Whoever waits for the end is to see it.
      child.ref();
      child.kill('SIGKILL');
    },
    exited,
  };
}

/** None of the parent's variables, which hold keys, but where Node keeps what it compiled. */
function childEnvironment(): NodeJS.ProcessEnv {
  const { NODE_COMPILE_CACHE } = process.env;
  return {
    VIPS_BLOCK_UNTRUSTED: '1',
    // glibc's arena for each thread would hold on to what each has decoded.
    MALLOC_ARENA_MAX: '2',
    ...(NODE_COMPILE_CACHE && { NODE_COMPILE_CACHE }),
  };
}
