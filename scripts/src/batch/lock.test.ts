import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lockJournal } from './lock.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'blobscribe-lock-'));
});

afterAll(() => rm(folder, { recursive: true }));

describe('the lock of a journal', () => {
  it('lets one process at a time have it', async () => {
    const path = join(folder, 'one');
    const unlock = await lockJournal(path);
    await expect(lockJournal(path)).rejects.toThrow(`process ${process.pid} already works`);

    await unlock();
    await (await lockJournal(path))();
  });

  it('is taken over from a process that is dead', async () => {
    const path = join(folder, 'two');
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    await writeFile(`${path}.lock`, String(child.pid));

    await (await lockJournal(path))();
  });
});
