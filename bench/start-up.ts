/**
 * From the start of an execution until it has taken its first message, and until it has settled it:
 * node bench/start-up.ts [rounds]. The bundle as the image has it, the same without what Node compiled
 * before, the sources, and a floor: Node with sharp and nothing else. Interleaved; medians.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { jobBench } from '../test/support/job-bench.ts';

const ROUNDS = Number(process.argv[2] ?? 7);
const ROOT = fileURLToPath(new URL('../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'blobscribe-start-up-'));
const compiled = join(folder, 'compiled');
execFileSync(process.execPath, [join(ROOT, 'docker/bundle.ts'), 'job', folder]);
const bundle = join(folder, 'bundle/main.js');
const bench = await jobBench();
const { broker, azurite } = bench;
execFileSync(process.execPath, [join(ROOT, 'docker/warm.ts'), `${bundle}=execution-started`], {
  env: { ...process.env, NODE_COMPILE_CACHE: compiled },
});

/** Milliseconds until a message that makes no sense lies dead: taken, looked at and settled. */
async function firstMessage(script: string, cache: string | undefined): Promise<number> {
  const dead = broker.deadLetterCount('images');
  await bench.tell('drop/none.jpg', '', () => 'no event');
  const startedAt = performance.now();
  const child = spawn(process.execPath, [script], {
    stdio: 'ignore',
    env: {
      ...process.env,
      NODE_COMPILE_CACHE: cache,
      STORAGE_CONNECTION_STRING: azurite.connectionString,
      SERVICEBUS_CONNECTION_STRING: broker.connectionString,
      LINGER_SECONDS: '1',
      VISION_PROVIDER: 'pixels',
    },
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  while (broker.deadLetterCount('images') === dead) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  const taken = performance.now() - startedAt;
  await ended;
  return taken;
}

async function floor(): Promise<number> {
  const startedAt = performance.now();
  execFileSync(process.execPath, ['--input-type=module', '-e', "await import('sharp')"], {
    cwd: ROOT,
  });
  return performance.now() - startedAt;
}

const KINDS: Readonly<Record<string, () => Promise<number>>> = {
  'the image’s bundle': () => firstMessage(bundle, compiled),
  'the bundle, nothing compiled before': () => firstMessage(bundle, undefined),
  'the sources': () => firstMessage(join(ROOT, 'job/src/main.ts'), undefined),
  'Node with sharp alone (start to end)': floor,
};
const times = new Map<string, number[]>(Object.keys(KINDS).map((name) => [name, []]));
for (let round = 0; round < ROUNDS; round += 1) {
  for (const [name, measure] of Object.entries(KINDS)) times.get(name)?.push(await measure());
}
for (const [name, all] of times) {
  const median = all.sort((one, other) => one - other)[Math.floor(all.length / 2)] ?? 0;
  process.stdout.write(`${name.padEnd(40)} ${median.toFixed(0).padStart(6)} ms\n`);
}
await bench.stop();
rmSync(folder, { recursive: true });
