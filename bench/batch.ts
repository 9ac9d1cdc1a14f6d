/**
 * A folder through the whole pipeline of a laptop, by `blobscribe batch`:
 *   node bench/batch.ts [N,N,…] [--kill]
 * Small images, generated. Says for each size how long it took, how fast, what CPU time an image cost
 * (median of ten slices; that of the start is among them) and the largest memory of each kind of process. With --kill the command is
 * killed twice and an execution ten times on the way, and it is counted what was lost or done twice.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { numberedJpeg } from '../test/faults/numbered-jpeg.ts';
import { startTestStack, type TestStack } from '../test/support/stack.ts';
import { createMeter, KINDS, type Kind } from './process-meter.ts';

const COMMAND = fileURLToPath(new URL('../scripts/src/blobscribe.ts', import.meta.url));
const SLICES = 10;
const LOOK_MS = 100;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { kill: { type: 'boolean', default: false } },
});
const sizes = (positionals[0] ?? '100,1000,10000').split(',').map(Number);

for (const size of sizes) {
  const folder = await mkdtemp(join(tmpdir(), 'blobscribe-set-'));
  const data = await mkdtemp(join(tmpdir(), 'blobscribe-data-'));
  try {
    for (let number = 0; number < size; number += 1) {
      await writeFile(
        join(folder, `${String(number).padStart(6, '0')}.jpg`),
        await numberedJpeg(number),
      );
    }
    const stack = await startTestStack(data, { VISION_PROVIDER: 'pixels' });
    try {
      await (values.kill ? runKilled : run)(stack, folder, size);
    } finally {
      await stack.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
    await rm(data, { recursive: true, force: true, maxRetries: 3 });
  }
}

type Batch = { readonly child: ChildProcess; readonly ended: Promise<number | null> };

/** Starts the command; `onImage` is called for each image that ended. */
function startBatch(data: string, folder: string, onImage: (line: string) => void): Batch {
  const args = [COMMAND, 'batch', folder, '--data', data, '--json', '--jsonl', '--sidecar', 'txt'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  createInterface({ input: child.stdout }).on('line', onImage);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, ended };
}

async function run(stack: TestStack, folder: string, size: number): Promise<void> {
  const startedAt = performance.now();
  const { child, ended } = startBatch(stack.data, folder, () => {});
  const meter = createMeter(() => [...stack.processes(), child.pid ?? 0]);
  const countDescribed = createCount(stack.lines);
  const slices: Record<Kind, number>[] = [];
  let sliceFrom = 0;
  const timer = setInterval(() => {
    const images = countDescribed() - sliceFrom;
    if (images < Math.floor(size / SLICES)) return;
    sliceFrom += images;
    const spent = meter.lap();
    for (const kind of KINDS) spent[kind] *= 1000 / images;
    slices.push(spent);
  }, LOOK_MS);
  const status = await ended;
  clearInterval(timer);
  const seconds = (performance.now() - startedAt) / 1000;
  const { memory, spent } = meter.stop();
  report(
    `${size} images: ${seconds.toFixed(1)} s, ${(size / seconds).toFixed(1)}/s, status ${status}`,
  );
  report('              median of slices      whole run    largest process');
  const line = (name: string, median: number, whole: number, mebibytes?: number) =>
    report(
      `  ${name.padEnd(16)}${median.toFixed(2).padStart(8)} ms${whole.toFixed(2).padStart(12)} ms${
        mebibytes === undefined ? '' : `${Math.round(mebibytes)} MiB`.padStart(15)
      }`,
    );
  for (const kind of KINDS) {
    const cpu = medianOf(slices.map((slice) => slice[kind]));
    line(kind, cpu, (spent[kind] * 1000) / size, memory[kind]);
  }
  const sum = (times: Record<Kind, number>, kinds: readonly Kind[]) =>
    kinds.reduce((total, kind) => total + times[kind], 0);
  const own = KINDS.filter((kind) => kind !== 'azurite');
  for (const [name, kinds] of Object.entries({ all: KINDS, 'without Azurite': own })) {
    const totals = slices.map((slice) => sum(slice, kinds));
    line(name, medianOf(totals), (sum(spent, kinds) * 1000) / size);
    report(`    slices ${totals.map((total) => total.toFixed(0)).join(' ')}`);
  }
  await judge(stack, size);
}

/** How many images were described, by the lines of a stack. */
function createCount(lines: readonly string[]): () => number {
  let [seen, count] = [0, 0];
  return () => {
    for (; seen < lines.length; seen += 1) if (lines[seen]?.includes('image-described')) count += 1;
    return count;
  };
}

async function runKilled(stack: TestStack, folder: string, size: number): Promise<void> {
  const startedAt = performance.now();
  const killAt = [1 / 3, 2 / 3].map((share) => Math.round(size * share));
  const ended = new Set<string>();
  let commandKills = 0;
  let executionKills = 0;
  const timer = setInterval(() => {
    const due = Math.floor((ended.size / size) * 11);
    const [execution] = stack.executions();
    if (executionKills >= Math.min(due, 10) || execution === undefined) return;
    process.kill(execution, 'SIGKILL');
    executionKills += 1;
  }, 200);
  let status: number | null = null;
  while (status === null) {
    const batch = startBatch(stack.data, folder, (line) => {
      ended.add(String(JSON.parse(line).file));
      const due = killAt[commandKills];
      if (due === undefined || ended.size < due) return;
      commandKills += 1;
      batch.child.kill('SIGKILL');
    });
    status = await batch.ended;
  }
  clearInterval(timer);
  const seconds = (performance.now() - startedAt) / 1000;
  report(
    `${size} images: ${seconds.toFixed(1)} s; the command killed ${commandKills} times, executions ${executionKills} times; status ${status}`,
  );
  await judge(stack, size);
}

/** What the storage holds at the end. */
async function judge(stack: TestStack, size: number): Promise<void> {
  const count = async (container: string) => {
    let blobs = 0;
    for await (const { name } of stack.blobs.getContainerClient(container).listBlobsFlat()) {
      if (!name.endsWith('.lease')) blobs += 1;
    }
    return blobs;
  };
  const [uploads, prompts] = [await count('uploads'), await count('prompts')];
  const { waiting, dead } = await stack.queue();
  report(
    `  uploaded ${uploads}, described ${prompts} of ${size}; waiting ${waiting}, dead ${dead}`,
  );
}

function medianOf(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function report(line: string): void {
  process.stdout.write(`${line}\n`);
}
