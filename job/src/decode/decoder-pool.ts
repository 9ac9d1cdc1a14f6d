import type { Log } from '@blobscribe/core/log';
import { orAborted } from '@blobscribe/core/or-aborted';
import { createSlots } from '@blobscribe/core/slots';
import { attempt } from '../child/attempt.ts';
import { readMemory } from '../child/watch-memory.ts';
import { failPoint } from '../fail-point.ts';
import { type Decoder, type End, isWorthAnother, resultOf, startDecoder } from './decoder.ts';
import type { Inspected, Wanted } from './decoder-messages.ts';

/** Eight times what the slowest of 12,231 odd and hostile files took. */
const TIMEOUT_MS = 15_000;
/** 100 megapixels of most formats take less than 509 MB, 20 of AVIF 722 (measured). */
const MAX_MEMORY_BYTES = 900_000_000;
/** A child that holds more than this part of it between images is not kept: WebAssembly gives nothing back. */
const KEPT_PART = 0.5;

type Request = { readonly bytes: Buffer; readonly wanted: Wanted };

export type DecoderPoolOptions = {
  /** How many children there are at most, each at one image. */
  readonly size: number;
  readonly timeoutMs?: number;
  readonly maxMemoryBytes?: number;
  readonly log: Log;
};

export type DecoderPool = {
  /**
   * Inspects a file in a child process. When `signal` aborts, the wait ends; the child goes on.
   * @throws {ImageFailure} as `inspect` does, `decode-timeout`, `processing-failed` for want of memory,
   * and `corrupt-image` for a file that two children died over. Any other Error is trouble of our own.
   */
  inspect(file: Buffer, wanted: Wanted, signal: AbortSignal): Promise<Inspected>;
  /** Ends all children, whatever they are at. */
  close(): Promise<void>;
};

/** Children that inspect images, started when there is work and used again. */
export function createDecoderPool(options: DecoderPoolOptions): DecoderPool {
  const { size, timeoutMs = TIMEOUT_MS, maxMemoryBytes = MAX_MEMORY_BYTES, log } = options;
  const limits = { timeoutMs, maxMemoryBytes };
  const slots = createSlots(size);
  const children = new Set<Decoder>();
  const idle = new Set<Decoder>();
  let closed = false;

  function start(): Decoder {
    if (closed) throw new Error('the decoders are closed');
    const decoder = startDecoder();
    children.add(decoder);
    void decoder.exited.then(() => {
      children.delete(decoder);
      idle.delete(decoder);
    });
    return decoder;
  }

  async function tryWith(decoder: Decoder, request: Request): Promise<End> {
    idle.delete(decoder);
    const onAsked = () => failPoint('in-decode');
    const end = await attempt(decoder, { ...request, onAsked }, limits);
    if (end.kind === 'inspected' || end.kind === 'failed') await keep(decoder, end, request);
    else {
      decoder.kill();
      log.warn('decoder-ended', { end: end.kind, pid: decoder.pid });
    }
    return end;
  }

  async function keep(decoder: Decoder, { kind }: End, { wanted }: Request): Promise<void> {
    const isDamaged = kind === 'failed' && wanted.mediaType === 'image/heic';
    const isBloated = (await readMemory(decoder.pid)) > KEPT_PART * maxMemoryBytes;
    if (isDamaged || isBloated) decoder.kill();
    else if (decoder.isAlive()) idle.add(decoder);
  }

  async function inspect(request: Request): Promise<Inspected> {
    const [free] = idle;
    const first = await tryWith(free ?? start(), request);
    if (!isWorthAnother(first)) return resultOf(first, limits);
    const second = await tryWith(start(), request);
    // Only what died twice at work is to blame for it.
    return resultOf(second.kind === 'died' ? first : second, limits);
  }

  return {
    inspect(file, wanted, signal) {
      const work = slots.run(async () => {
        signal.throwIfAborted();
        return inspect({ bytes: file, wanted });
      });
      return orAborted(work, signal);
    },
    async close() {
      closed = true;
      for (const decoder of children) decoder.kill();
      await Promise.all([...children].map(({ exited }) => exited));
    },
  };
}
