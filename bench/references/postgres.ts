import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { anyPort } from '../../local/src/ports.ts';

/** Where Debian and others put the server's programs; `initdb` is on no path. */
const VERSIONS = '/usr/lib/postgresql';
const READY_MS = 30_000;
const LOOK_MS = 100;

export type Postgres = { readonly connectionString: string; stop(): Promise<void> };

/** A PostgreSQL of its own on loopback with its defaults; undefined where it is not installed. */
export async function startPostgres(): Promise<Postgres | undefined> {
  const programs = findPrograms();
  if (programs === undefined) return undefined;
  const data = mkdtempSync(join(tmpdir(), 'blobscribe-postgres-'));
  const account = accountFor(data);
  const initdb = ['-D', data, '-U', 'bench', '--auth=trust'];
  execFileSync(join(programs, 'initdb'), initdb, { ...account, stdio: 'ignore' });
  const port = await anyPort();
  const options = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', data];
  const server = spawn(join(programs, 'postgres'), options, { ...account, stdio: 'ignore' });
  const connectionString = `postgres://bench@127.0.0.1:${port}/postgres`;
  await untilReady(connectionString);
  return { connectionString, stop: () => stop(server, data) };
}

function findPrograms(): string | undefined {
  const versions = existsSync(VERSIONS) ? readdirSync(VERSIONS).toSorted() : [];
  return versions.map((version) => join(VERSIONS, version, 'bin')).at(-1);
}

/** The server refuses to run as root: then it runs as the account that its package made. */
function accountFor(data: string): { readonly uid?: number; readonly gid?: number } {
  if (userInfo().uid !== 0) return {};
  const idOf = (flag: string) =>
    Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  const [uid, gid] = [idOf('-u'), idOf('-g')];
  chownSync(data, uid, gid);
  return { uid, gid };
}

async function untilReady(connectionString: string): Promise<void> {
  const until = performance.now() + READY_MS;
  for (;;) {
    const client = new Client({ connectionString });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (performance.now() > until) throw error;
      await sleep(LOOK_MS);
    }
  }
}

async function stop(server: ChildProcess, data: string): Promise<void> {
  const ended = new Promise((resolve) => server.once('exit', resolve));
  // A smart shutdown: it lets clients hang up, which they do in the background.
  server.kill('SIGTERM');
  await ended;
  rmSync(data, { recursive: true });
}
