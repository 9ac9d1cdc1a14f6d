import { extname, join } from 'node:path';
import type { Log } from '@blobscribe/core/log';
import { orAborted } from '@blobscribe/core/or-aborted';
import { createSlots } from '@blobscribe/core/slots';
import { attempt, type NoReply } from '../../child/attempt.ts';
import { type Child, startChild } from '../../child/child.ts';
import { type Reply, replySchema, type Seen, type Wanted } from './eyes-messages.ts';

/** Bundled, it lies beside this file just the same, under another extension. */
const SCRIPT = join(import.meta.dirname, `eyes-child${extname(import.meta.filename)}`);
/** Ten times what a page of writing took on a busy machine, loading included. */
const TIMEOUT_MS = 30_000;
const MAX_MEMORY_BYTES = 1_073_741_824;

export type EyesOptions = {
  readonly folder: string;
  readonly timeoutMs?: number;
  readonly maxMemoryBytes?: number;
  readonly log: Log;
};

export type Eyes = {
  /**
   * What is seen in a picture (a JPEG). When `signal` aborts, the wait ends; the child goes on.
   * @throws {Error} if two children ended over it, or it broke them.
   */
  look(jpeg: Buffer, wanted: Wanted, signal: AbortSignal): Promise<Seen>;
  /** Ends the child, whatever it is at. */
  close(): Promise<void>;
};

/**
 * Eyes in a child process of their own, which is started at once so that it loads while others connect:
 * one picture at a time, since the models compute on one core and hold half a gigabyte.
 */
export function openEyes(options: EyesOptions): Eyes {
  const { folder, timeoutMs = TIMEOUT_MS, maxMemoryBytes = MAX_MEMORY_BYTES, log } = options;
  const limits = { timeoutMs, maxMemoryBytes };
  const slots = createSlots(1);
  let closed = false;
  let child = start();

  function start(): Child<Wanted, Reply> {
    return startChild({ script: SCRIPT, args: [folder], replySchema });
  }

  async function tryOnce(jpeg: Buffer, wanted: Wanted): Promise<Reply | NoReply> {
    if (closed) throw new Error('the eyes are closed');
    if (!child.isAlive()) child = start();
    const end = await attempt(child, { bytes: jpeg, wanted }, limits);
    if (end.kind !== 'seen') {
      child.kill();
      log.warn('eyes-ended', { end: end.kind, pid: child.pid });
      await child.exited;
    }
    return end;
  }

  async function see(jpeg: Buffer, wanted: Wanted): Promise<Seen> {
    const first = await tryOnce(jpeg, wanted);
    // A child that has seen nothing else may do better.
    const end = first.kind === 'seen' ? first : await tryOnce(jpeg, wanted);
    if (end.kind === 'seen') return end;
    const why = end.kind === 'broken' ? `broken by it: ${end.fault}` : end.kind;
    throw new Error(`looking at the image failed twice, at last ${why}`);
  }

  return {
    look(jpeg, wanted, signal) {
      const work = slots.run(async () => {
        signal.throwIfAborted();
        return see(jpeg, wanted);
      });
      return orAborted(work, signal);
    },
    async close() {
      closed = true;
      child.kill();
      await child.exited;
    },
  };
}
