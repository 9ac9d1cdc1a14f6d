import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** By which other commands and any tool find a running stack; the shape is a contract. */
export type LocalFile = {
  readonly pid: number;
  readonly api: string;
  readonly storage: { readonly connectionString: string };
  readonly serviceBus: { readonly connectionString: string; readonly queue: string };
  /** By which a command tells what looking at an image costs; `endpoint` is that of a model. */
  readonly vision?: { readonly provider: string; readonly endpoint?: string };
};

/** Writes `local.json` whole or not at all, for this user only: it holds keys. */
export async function writeLocalFile(folder: string, content: LocalFile): Promise<void> {
  const path = localPath(folder);
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, path);
}

export async function removeLocalFile(folder: string): Promise<void> {
  await rm(localPath(folder), { force: true });
}

/** The process that runs a stack on this data folder, or undefined; a file that a crash left is none. */
export async function runningStack(folder: string): Promise<number | undefined> {
  try {
    const { pid } = JSON.parse(await readFile(localPath(folder), 'utf8'));
    process.kill(pid, 0);
    return pid;
  } catch {
    // No file, half a file, or no such process: nothing runs here.
    return undefined;
  }
}

function localPath(folder: string): string {
  return join(folder, 'local.json');
}
