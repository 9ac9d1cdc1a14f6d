import type { Child } from './child.ts';
import { watchMemory } from './watch-memory.ts';

/** A tenth of a second of work; more than this and something is wrong with the machine. */
const START_MS = 30_000;

export type Limits = { readonly timeoutMs: number; readonly maxMemoryBytes: number };

/** Why there is no reply. */
export type NoReply = { readonly kind: 'died' | 'never-ready' | 'too-slow' | 'too-large' };

/** A picture, what is wanted of it, and what is to happen once the child was asked. */
export type Request<Wanted> = {
  readonly bytes: Buffer;
  readonly wanted: Wanted;
  readonly onAsked?: () => void;
};

/** One try at one picture: a child that goes beyond the limits is killed. Never throws. */
export async function attempt<Wanted, Reply>(
  child: Child<Wanted, Reply>,
  { bytes, wanted, onAsked }: Request<Wanted>,
  { timeoutMs, maxMemoryBytes }: Limits,
): Promise<Reply | NoReply> {
  if (!(await isReady(child))) return { kind: 'never-ready' };
  let killed: NoReply | undefined;
  const kill = (kind: NoReply['kind']) => {
    killed ??= { kind };
    child.kill();
  };
  const timer = setTimeout(() => kill('too-slow'), timeoutMs);
  const unwatch = watchMemory(child.pid, maxMemoryBytes, () => kill('too-large'));
  const asked = child.ask(bytes, wanted);
  onAsked?.();
  const reply = await asked;
  clearTimeout(timer);
  unwatch();
  return reply ?? killed ?? { kind: 'died' };
}

/** A machine that is too busy to start a process is no fault of the image. */
async function isReady<Wanted, Reply>(child: Child<Wanted, Reply>): Promise<boolean> {
  const { ready, exited, isAlive, kill } = child;
  const timer = setTimeout(kill, START_MS);
  await Promise.race([ready, exited]);
  clearTimeout(timer);
  return isAlive();
}
