import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { ImageFailure } from '@blobscribe/core/failure';
import { createLog } from '@blobscribe/core/log';
import { expect, it } from 'vitest';
import { createDecoderPool, type DecoderPool } from './decoder-pool.ts';
import { type MutatedFile, mutatedFiles } from './mutated-files.ts';
import { sniffMediaType } from './sniff.ts';

/** FUZZ_FILES=5000 is the long form; FUZZ_SEED finds other files. */
const { FUZZ_FILES = '300', FUZZ_SEED = '6' } = process.env;
const COUNT = Number(FUZZ_FILES);
const CHILDREN = 2;
const MAX_MS = 15_000;
const MAX_MEMORY_MB = 1000;

/** How a file ends: `inspected`, a code of the closed set, or what should not be. */
async function endOf({ file, name }: MutatedFile, { inspect }: DecoderPool): Promise<string> {
  try {
    const wanted = { mediaType: sniffMediaType(file), jpeg: true };
    await inspect(file, wanted, new AbortController().signal);
    return 'inspected';
  } catch (error) {
    return error instanceof ImageFailure ? error.code : `${name}: ${error}`;
  }
}

/** The most that any child has held at once so far, in MB. */
function peakMemory(): number {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' }).split('\n');
  const peaks = rows.map((row) => {
    const [pid, parent] = row.trim().split(/\s+/).map(Number);
    return parent === process.pid ? highWater(pid ?? 0) : 0;
  });
  return Math.max(...peaks);
}

function highWater(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1000;
  } catch {
    // Gone since.
    return 0;
  }
}

it(`of ${COUNT} damaged files none crashes or hangs, and each ends in a code`, async () => {
  const lines: string[] = [];
  const pool = createDecoderPool({ size: CHILDREN, log: createLog((line) => lines.push(line)) });
  const files = mutatedFiles(Number(FUZZ_SEED), COUNT);
  const ends = new Map<string, number>();
  const times: number[] = [];
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, peakMemory());
  }, 500);
  const work = async () => {
    for await (const file of files) {
      const start = performance.now();
      const end = await endOf(file, pool);
      times.push(performance.now() - start);
      ends.set(end, (ends.get(end) ?? 0) + 1);
    }
  };

  await Promise.all(Array.from({ length: CHILDREN }, work));

  peak = Math.max(peak, peakMemory());
  clearInterval(watch);
  await pool.close();
  times.sort((a, b) => a - b);
  const at = (part: number) => Math.round(times[Math.floor((times.length - 1) * part)] ?? 0);
  const figures = { seed: FUZZ_SEED, ends: Object.fromEntries(ends), crashes: lines.length };
  const timings = { p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1), peakMb: Math.round(peak) };
  process.stdout.write(`${JSON.stringify({ ...figures, ...timings })}\n`);
  expect(times).toHaveLength(COUNT);
  expect(lines).toEqual([]);
  expect([...ends.keys()].filter((end) => !/^[a-z-]+$/.test(end))).toEqual([]);
  expect(ends.has('decode-timeout')).toBe(false);
  expect(at(1)).toBeLessThan(MAX_MS);
  expect(peak).toBeLessThan(MAX_MEMORY_MB);
}, 1_800_000);
