import { extname, join } from 'node:path';
import { ImageFailure } from '@blobscribe/core/failure';
import type { Limits, NoReply } from '../child/attempt.ts';
import { type Child, startChild } from '../child/child.ts';
import { type Inspected, type Reply, replySchema, type Wanted } from './decoder-messages.ts';

/** Bundled, it lies beside this file just the same, under another extension. */
const SCRIPT = join(import.meta.dirname, `decoder-child${extname(import.meta.filename)}`);

/** A child process that inspects one file at a time. */
export type Decoder = Child<Wanted, Reply>;

/** How one try at a file ends. */
export type End = Reply | NoReply;

/** @throws {Error} if no process can be started. */
export function startDecoder(): Decoder {
  return startChild({ script: SCRIPT, replySchema });
}

/** Whether another try, in a child that has seen no other file, may end better. */
export function isWorthAnother({ kind }: End): boolean {
  return kind === 'died' || kind === 'never-ready' || kind === 'too-large';
}

/** What was learned, or the error that an end is. */
export function resultOf(end: End, { timeoutMs, maxMemoryBytes }: Limits): Inspected {
  switch (end.kind) {
    case 'inspected':
      return end.inspected;
    case 'failed':
      throw new ImageFailure(end.code, end);
    case 'too-slow': {
      const detail = `It took more than ${timeoutMs / 1000} s.`;
      throw new ImageFailure('decode-timeout', { detail });
    }
    case 'too-large': {
      // Within the limits of its format and yet too much: neither its pixels nor its bytes are beyond
      // a limit that its sender was told, and nothing shows that it is damaged. It was tried twice.
      const detail = `Decoding it takes more than ${Math.round(maxMemoryBytes / 1e6)} MB of memory.`;
      throw new ImageFailure('processing-failed', { detail });
    }
    case 'died':
      throw new ImageFailure('corrupt-image');
    case 'never-ready':
      throw new Error('a decoder process ended before it could take an image');
    case 'broken':
      throw new Error(`inspecting the image failed: ${end.fault}`);
  }
}
