import { execFile, spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

const run = promisify(execFile);
const POOL = new URL('./decoder-pool.ts', import.meta.url).href;
const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
const PICTURE = join(tmpdir(), `blobscribe-large-${process.pid}.png`);
const WAIT = { timeout: 20_000, interval: 20 };

/** A process with a pool that begins on the picture, then does what `rest` says. */
const parent = (rest: string) => `
  import { readFileSync } from 'node:fs';
  const { createDecoderPool } = await import(${JSON.stringify(POOL)});
  const warn = (event, fields) => console.log(event, JSON.stringify(fields));
  const pool = createDecoderPool({ size: 1, log: { warn } });
  const file = readFileSync(${JSON.stringify(PICTURE)});
  const inspected = pool.inspect(file, { mediaType: 'image/png', jpeg: false }, new AbortController().signal);
  ${rest}`;

beforeAll(async () => {
  const background = '#336699';
  await sharp({ create: { width: 7000, height: 7000, channels: 4, background } })
    .png({ progressive: true, compressionLevel: 1 })
    .toFile(PICTURE);
}, 30_000);

afterAll(() => rm(PICTURE, { force: true }));

async function childrenOf(pid: number): Promise<number[]> {
  const { stdout } = await run('ps', ['-eo', 'pid=,ppid=']);
  const rows = stdout.split('\n').map((row) => row.trim().split(/\s+/).map(Number));
  return rows.flatMap(([child = 0, of]) => (of === pid ? [child] : []));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('a decoder process', { timeout: 60_000 }, () => {
  it('ends with its parent, even by SIGKILL, in the middle of a picture', async () => {
    const script = parent("console.log('begun'); await inspected;");
    const node = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [child = 0] = await vi.waitFor(async () => {
      const found = await childrenOf(node.pid ?? 0);
      expect(found).toHaveLength(1);
      return found;
    }, WAIT);

    node.kill('SIGKILL');

    await vi.waitFor(() => expect(isAlive(child)).toBe(false), WAIT);
  });

  it('is no reason for its parent to stay', async () => {
    const script = parent("console.log((await inspected).width, 'pixels wide');");

    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script]);

    expect(stdout).toBe('7000 pixels wide\n');
  });

  it('is told none of its parent’s variables', async () => {
    const script = parent(`
      const { execFileSync } = await import('node:child_process');
      console.log(execFileSync('ps', ['eww', '--ppid', String(process.pid)], { encoding: 'utf8' }));
      await pool.close();
      await inspected.catch((error) => console.log(error.message));`);
    const env = { PATH: process.env.PATH, SERVICEBUS_CONNECTION_STRING: 'a secret' };

    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], { env });

    expect(stdout).toContain('VIPS_BLOCK_UNTRUSTED=1');
    expect(stdout.match(/decoder-child.*a secret/)).toBeNull();
    expect(stdout).toContain('the decoders are closed');
  });
});

describe('the process that settles messages', () => {
  it('loads no decoder', async () => {
    const report = `data:text/javascript,process.on('exit', () => console.log(JSON.stringify(process.report.getReport().sharedObjects)))`;

    const { stdout } = await run(process.execPath, ['--import', report, MAIN], { env: {} }).catch(
      // It has no settings: all is loaded, then it says which are missing.
      (error: { code: number; stdout: string }) => error,
    );

    expect(stdout).toContain('libc');
    expect(stdout).not.toMatch(/vips|sharp/);
  }, 20_000);
});
