import { readFile, rm, writeFile } from 'node:fs/promises';

/**
 * Makes sure that one process at a time works with the journal at `path`; gives back what lets it go.
 * What a dead process holds is taken over.
 * @throws {Error} that names the process that works with it.
 */
export async function lockJournal(path: string): Promise<() => Promise<void>> {
  const lock = `${path}.lock`;
  try {
    await writeFile(lock, String(process.pid), { flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    const holder = Number(await readFile(lock, 'utf8').catch(() => ''));
    if (isAlive(holder)) {
      throw new Error(`process ${holder} already works on this folder: wait for it, or stop it`);
    }
    await rm(lock, { force: true });
    return lockJournal(path);
  }
  return () => rm(lock, { force: true });
}

function isAlive(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's lives just as well.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
