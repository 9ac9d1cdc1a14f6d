import { execFileSync } from 'node:child_process';
import { createLog } from '@blobscribe/core/log';
import sharp from 'sharp';
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { readMemory } from '../child/watch-memory.ts';
import { createDecoderPool, type DecoderPoolOptions } from './decoder-pool.ts';

const PNG = { mediaType: 'image/png', jpeg: false } as const;
/** More than a child holds before it decodes the large picture. */
const DECODING_BYTES = 250_000_000;
const WAIT = { timeout: 20_000, interval: 20 };
const never = new AbortController().signal;

/** 64 megapixels that must be held whole, as they are interlaced: over a second of work. */
let large: Buffer;
let small: Buffer;

beforeAll(async () => {
  const background = '#336699';
  const flat = (side: number) =>
    sharp({
      create: { width: side, height: side, channels: 4, background },
      limitInputPixels: false,
    });
  large = await flat(8000).png({ progressive: true, compressionLevel: 1 }).toBuffer();
  small = await flat(120).png().toBuffer();
}, 30_000);

function children(): number[] {
  return execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((row) => row.trim().split(/\s+/))
    .filter(([, parent, ...args]) => Number(parent) === process.pid && args[0] !== 'ps')
    .map(([pid]) => Number(pid));
}

function startPool(options: Partial<DecoderPoolOptions> = {}) {
  const lines: string[] = [];
  const pool = createDecoderPool({
    size: 2,
    log: createLog((line) => lines.push(line)),
    ...options,
  });
  onTestFinished(async () => {
    await pool.close();
    expect(children()).toEqual([]);
  });
  return { ...pool, lines };
}

/** Ends with the process that decodes the large picture, once there is one besides `known`. */
function untilDecoding(known: readonly number[] = []): Promise<number> {
  return vi.waitFor(async () => {
    for (const pid of children()) {
      if (!known.includes(pid) && (await readMemory(pid)) > DECODING_BYTES) return pid;
    }
    throw new Error('nobody decodes');
  }, WAIT);
}

describe('the pool', { timeout: 60_000 }, () => {
  it('does 200 images with 2 processes, and leaves none', async () => {
    const { inspect, close } = startPool();

    const found = await Promise.all(Array.from({ length: 200 }, () => inspect(small, PNG, never)));

    expect(found.every(({ width, height }) => width === 120 && height === 120)).toBe(true);
    expect(children()).toHaveLength(2);
    await close();
    expect(children()).toEqual([]);
  });

  it('starts nobody before there is work', () => {
    startPool();

    expect(children()).toEqual([]);
  });

  it('gives an image whose process is killed another try', async () => {
    const { inspect, lines } = startPool();
    const beside = [inspect(small, PNG, never), inspect(small, PNG, never)];
    await Promise.all(beside);

    const found = inspect(large, PNG, never);
    process.kill(await untilDecoding(), 'SIGKILL');

    expect(await inspect(small, PNG, never)).toMatchObject({ width: 120 });
    expect(await found).toMatchObject({ width: 8000, height: 8000 });
    expect(lines).toEqual([expect.stringContaining('"end":"died"')]);
  });

  it('ends an image that kills its process each time, and nobody else’s', async () => {
    const { inspect } = startPool();

    const killer = expect(inspect(large, PNG, never)).rejects.toMatchObject({
      code: 'corrupt-image',
    });
    const first = await untilDecoding();
    const others = Array.from({ length: 20 }, () => inspect(small, PNG, never));
    process.kill(first, 'SIGKILL');
    process.kill(await untilDecoding([first]), 'SIGKILL');

    await killer;
    expect(await Promise.all(others)).toHaveLength(20);
  });

  it('ends a decode that takes too long, and goes on', async () => {
    const { inspect } = startPool({ size: 1, timeoutMs: 500 });

    await expect(inspect(large, PNG, never)).rejects.toMatchObject({
      code: 'decode-timeout',
      detail: 'It took more than 0.5 s.',
    });
    expect(await vi.waitFor(() => inspect(small, PNG, never), WAIT)).toMatchObject({ width: 120 });
  });

  it('ends an image that takes too much memory, after a second try', async () => {
    const { inspect, lines } = startPool({ maxMemoryBytes: DECODING_BYTES });

    await expect(inspect(large, PNG, never)).rejects.toMatchObject({ code: 'processing-failed' });

    expect(lines.map((line) => JSON.parse(line).end)).toEqual(['too-large', 'too-large']);
    expect(await inspect(small, PNG, never)).toMatchObject({ width: 120 });
  });

  it('ends the wait when told to, and nobody else’s work', async () => {
    const { inspect } = startPool({ size: 1 });
    const stop = new AbortController();

    const aborted = [1, 2].map(() => inspect(large, PNG, stop.signal));
    const other = inspect(small, PNG, never);
    const pid = await untilDecoding();
    stop.abort(new Error('enough'));

    for (const wait of aborted) await expect(wait).rejects.toThrow('enough');
    expect(await other).toMatchObject({ width: 120 });
    expect(children()).toEqual([pid]);
  });

  it('takes no image once it is closed, and ends those in work', async () => {
    const { inspect, close } = startPool();

    const failing = expect(inspect(large, PNG, never)).rejects.toThrow('closed');
    await untilDecoding();
    await close();

    await failing;
    await expect(inspect(small, PNG, never)).rejects.toThrow('closed');
  });

  it('leaves no listener behind', async () => {
    const { inspect } = startPool({ size: 1 });
    const warned = vi.fn();
    process.on('warning', warned);
    const { signal } = new AbortController();

    for (let image = 0; image < 30; image += 1) await inspect(small, PNG, signal);

    process.off('warning', warned);
    expect(warned).not.toHaveBeenCalled();
  });
});
