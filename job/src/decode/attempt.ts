import { ImageFailure } from '@blobscribe/core/failure';
import { failPoint } from '../fail-point.ts';
import type { Decoder } from './decoder.ts';
import type { Inspected, Reply, Wanted } from './decoder-messages.ts';
import { watchMemory } from './watch-memory.ts';

/** A tenth of a second of work; more than this and something is wrong with the machine. */
const START_MS = 30_000;

export type Limits = { readonly timeoutMs: number; readonly maxMemoryBytes: number };

/** A file by its content, and what is to be learned of it. */
export type Request = { readonly file: Buffer; readonly wanted: Wanted };

/** A reply, or why there is none. */
export type End =
  | Reply
  | { readonly kind: 'died' | 'never-ready' }
  | { readonly kind: 'too-slow' | 'too-large'; readonly detail: string };

/** One try at one file: a child that goes beyond the limits is killed. Never throws. */
export async function attempt(decoder: Decoder, request: Request, limits: Limits): Promise<End> {
  if (!(await isReady(decoder))) return { kind: 'never-ready' };
  const { timeoutMs, maxMemoryBytes } = limits;
  let killed: End | undefined;
  const kill = (end: End) => {
    killed ??= end;
    decoder.kill();
  };
  const timer = setTimeout(() => {
    kill({ kind: 'too-slow', detail: `It took more than ${timeoutMs / 1000} s.` });
  }, timeoutMs);
  const unwatch = watchMemory(decoder.pid, maxMemoryBytes, () => {
    const detail = `Decoding it takes more than ${Math.round(maxMemoryBytes / 1e6)} MB of memory.`;
    kill({ kind: 'too-large', detail });
  });
  const asked = decoder.ask(request.file, request.wanted);
  failPoint('in-decode');
  const reply = await asked;
  clearTimeout(timer);
  unwatch();
  return reply ?? killed ?? { kind: 'died' };
}

/** A machine that is too busy to start a process is no fault of the image. */
async function isReady({ ready, exited, isAlive, kill }: Decoder): Promise<boolean> {
  const timer = setTimeout(kill, START_MS);
  await Promise.race([ready, exited]);
  clearTimeout(timer);
  return isAlive();
}

/** Whether another try, in a child that has seen no other file, may end better. */
export function isWorthAnother({ kind }: End): boolean {
  return kind === 'died' || kind === 'never-ready' || kind === 'too-large';
}

/** What was learned, or the error that an end is. */
export function resultOf(end: End): Inspected {
  switch (end.kind) {
    case 'inspected':
      return end.inspected;
    case 'failed':
      throw new ImageFailure(end.code, end);
    case 'too-slow':
      throw new ImageFailure('decode-timeout', end);
    case 'too-large':
      // Within the limits of its format and yet too much: neither its pixels nor its bytes are beyond
      // a limit that its sender was told, and nothing shows that it is damaged. It was tried twice.
      throw new ImageFailure('processing-failed', end);
    case 'died':
      throw new ImageFailure('corrupt-image');
    case 'never-ready':
      throw new Error('a decoder process ended before it could take an image');
    case 'broken':
      throw new Error(`inspecting the image failed: ${end.fault}`);
  }
}
