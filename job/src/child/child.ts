import { fork } from 'node:child_process';
import * as z from 'zod';

/**
 * Files are outside of V8's heap, and what is in it is small: with a young generation that may grow, a child
 * had 270 MB after 3,000 photographs and still grew; with this one 148 MB after 800, and no more (measured).
 */
const ONLY_SMALL_GARBAGE = ['--max-semi-space-size=2'];

/** A child process that answers to one picture at a time. */
export type Child<Wanted, Reply> = {
  readonly pid: number;
  /** Ends when it can be asked: from then on it could be the picture that ends the child. */
  readonly ready: Promise<void>;
  isAlive(): boolean;
  /** The reply, or undefined from a child that died over it. */
  ask(bytes: Buffer, wanted: Wanted): Promise<Reply | undefined>;
  /** SIGKILL. */
  kill(): void;
  /** Ends when the process has. */
  readonly exited: Promise<void>;
};

export type ChildOptions<Reply> = {
  readonly script: string;
  readonly args?: readonly string[];
  readonly replySchema: z.ZodType<Reply>;
};

/** Of bytes that follow on standard input. */
export const announcementSchema = z.object({ bytes: z.int().min(0), wanted: z.unknown() });
/** What a child says when it can be asked. */
export const READY = 'ready';

/**
 * Starts a child. It is no reason for this process to go on, and ends with it.
 * @throws {Error} if no process can be started.
 */
export function startChild<Wanted, Reply>(options: ChildOptions<Reply>): Child<Wanted, Reply> {
  const { script, args = [], replySchema } = options;
  const child = fork(script, [...args], {
    serialization: 'advanced',
    execArgv: ONLY_SMALL_GARBAGE,
    env: childEnvironment(),
    stdio: ['pipe', 'ignore', 'ignore', 'ipc'],
  });
  // Of a kill, a message or a picture that comes too late; what follows from it is seen at the exit.
  child.on('error', () => {});
  child.stdin?.on('error', () => {});
  const { pid } = child;
  if (pid === undefined) throw new Error('no child process could be started');
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
    if (message === READY) {
      begin();
      return;
    }
    const { success, data } = replySchema.safeParse(message);
    // Whoever took over the child by its file gets no further.
    if (success) answer?.(data);
    else child.kill('SIGKILL');
  });
  return {
    pid,
    ready,
    isAlive: () => alive,
    async ask(bytes, wanted) {
      if (!alive) return undefined;
      const { promise, resolve } = Promise.withResolvers<Reply | undefined>();
      answer = resolve;
      const announcement: z.infer<typeof announcementSchema> = { bytes: bytes.length, wanted };
      child.send(announcement, () => {});
      // Beside the channel, which would keep this process busy for a tenth of a second with 20 MB.
      child.stdin?.write(bytes);
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
