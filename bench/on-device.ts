/**
 * What eyes on this machine cost: taskset -c 0 node bench/on-device.ts [looks] [--no-text]. The time from the start
 * of their process to the first words, then looks at the photographs of a development package in turn; and the
 * memory of that process at every tenth of them. Beside it the floor: decoding the same JPEG and nothing more.
 */
import { execFileSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { createLog } from '../core/src/log.ts';
import { modelsFolder } from '../core/src/models/models-folder.ts';
import { readMemory } from '../job/src/child/watch-memory.ts';
import { openEyes } from '../job/src/vision/on-device/eyes.ts';

const FOLDER = fileURLToPath(
  new URL('../node_modules/@vladmandic/face-api/demo/', import.meta.url),
);
/** As large as a picture leaves the decoder. */
const SIDE = 1024;
const SLICES = 10;

const { values, positionals } = parseArgs({
  options: { 'no-text': { type: 'boolean', default: false } },
  allowPositionals: true,
});
const looks = Number(positionals[0] ?? 500);
const wanted = { text: !values['no-text'], photographed: true };
const signal = new AbortController().signal;

const files = (await readdir(FOLDER)).filter((name) => name.endsWith('.jpg'));
const pictures = await Promise.all(
  files.map(async (name) => {
    const image = sharp(await readFile(FOLDER + name));
    return image.resize(SIDE, SIDE, { fit: 'inside', withoutEnlargement: true }).jpeg().toBuffer();
  }),
);

const begun = performance.now();
const eyes = openEyes({ folder: modelsFolder(process.env), log: createLog() });
const [first = Buffer.alloc(0)] = pictures;
await eyes.look(first, wanted, signal);
print(
  `from the start of the process to the first words: ${Math.round(performance.now() - begun)} ms`,
);

const times: number[] = [];
const floors: number[] = [];
for (let look = 0; look < looks; look += 1) {
  const picture = pictures[look % pictures.length] ?? first;
  times.push(await time(() => eyes.look(picture, wanted, signal)));
  floors.push(await time(() => sharp(picture).raw().toBuffer()));
  if ((look + 1) % Math.ceil(looks / SLICES) === 0) {
    print(`${look + 1} looks: ${Math.round((await readMemory(eyesPid())) / 1e6)} MB`);
  }
}
const peak = /VmHWM:\s+(\d+)/.exec(await readFile(`/proc/${eyesPid()}/status`, 'utf8'))?.[1];
print(
  `a look: median ${at(times, 0.5)} ms, p95 ${at(times, 0.95)} ms; only decoding: ${at(floors, 0.5)} ms`,
);
print(`most memory: ${Math.round(Number(peak) / 1000)} MB`);
await eyes.close();

async function time(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function at(values: readonly number[], part: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return Math.round(sorted[Math.floor((sorted.length - 1) * part)] ?? 0);
}

function eyesPid(): number {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  const row = rows.find((line) => line.includes('eyes-child') && line.includes(` ${process.pid} `));
  return Number(row?.trim().split(/\s+/)[0]);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
