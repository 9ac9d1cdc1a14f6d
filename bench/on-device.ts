/**
 * What eyes on this machine cost: taskset -c 0 node bench/on-device.ts [looks] [--no-text]. First the time from the
 * start of their process to the first words, then looks at pictures in turn, and the memory of that process at every
 * tenth part of them. The pictures are those of `npm run quality`, DEBIAN_PICTURES too. The floor is decoding the
 * same JPEG and nothing more.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createLog } from '../core/src/log.ts';
import { modelsFolder } from '../core/src/models/models-folder.ts';
import { readMemory } from '../job/src/child/watch-memory.ts';
import { inspect } from '../job/src/decode/inspect.ts';
import { sniffMediaType } from '../job/src/decode/sniff.ts';
import { isPhotograph } from '../job/src/pixels/medium.ts';
import { openPicture } from '../job/src/vision/on-device/detect/picture.ts';
import { openEyes } from '../job/src/vision/on-device/eyes.ts';
import { findPictures } from '../test/quality/on-device/find-pictures.ts';
import { SEEN_BY_EYE } from '../test/quality/on-device/seen-by-eye.ts';

const SLICES = 10;
/** Node keeps what it compiled, as in the images and under `npm start`. */
process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), 'blobscribe-compiled');

const { values, positionals } = parseArgs({
  options: { 'no-text': { type: 'boolean', default: false } },
  allowPositionals: true,
});
const looks = Number(positionals[0] ?? 500);
const text = !values['no-text'];
const signal = new AbortController().signal;
const folders = findPictures(process.env);
const paths = SEEN_BY_EYE.flatMap(({ set, file }) => {
  const folder = folders[set];
  return folder && existsSync(join(folder, file)) ? [join(folder, file)] : [];
});
const pictures = await Promise.all(paths.map(prepare));
const [first] = pictures;
if (!first) throw new Error('there are no pictures');

// Once, for Node to compile what it keeps.
const warm = openEyes({ folder: modelsFolder(process.env), log: createLog() });
await look(warm, first);
await warm.close();

const begun = performance.now();
const eyes = openEyes({ folder: modelsFolder(process.env), log: createLog() });
await look(eyes, first);
const cold = performance.now() - begun;
const again = await time(() => look(eyes, first));
print(`from the start of the process to the first words: ${Math.round(cold)} ms`);
print(
  `the same picture again: ${Math.round(again)} ms, so loading takes ${Math.round(cold - again)} ms`,
);

const times: number[] = [];
const floors: number[] = [];
for (let count = 0; count < looks; count += 1) {
  const picture = pictures[count % pictures.length] ?? first;
  times.push(await time(() => look(eyes, picture)));
  floors.push(await time(() => openPicture(picture.jpeg)));
  if ((count + 1) % Math.ceil(looks / SLICES) === 0) {
    print(`${count + 1} looks: ${Math.round((await readMemory(eyesPid())) / 1e6)} MB`);
  }
}
const peak = /VmHWM:\s+(\d+)/.exec(await readFile(`/proc/${eyesPid()}/status`, 'utf8'))?.[1];
print(
  `a look at ${pictures.length} pictures: median ${at(times, 0.5)} ms, p95 ${at(times, 0.95)} ms`,
);
print(`only decoding: median ${at(floors, 0.5)} ms`);
print(`most memory: ${Math.round((Number(peak) * 1024) / 1e6)} MB`);
await eyes.close();

type Prepared = { readonly jpeg: Buffer; readonly photographed: boolean };

async function prepare(path: string): Promise<Prepared> {
  const file = await readFile(path);
  const { jpeg, pixels } = await inspect(file, { mediaType: sniffMediaType(file), jpeg: true });
  if (!jpeg) throw new Error(`no JPEG was made of ${path}`);
  return { jpeg, photographed: isPhotograph(pixels.medium.value) };
}

function look({ look }: ReturnType<typeof openEyes>, { jpeg, photographed }: Prepared) {
  return look(jpeg, { text, photographed }, signal);
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function at(numbers: readonly number[], part: number): number {
  const sorted = [...numbers].sort((one, other) => one - other);
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
