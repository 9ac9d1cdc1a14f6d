import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { until } from '../../../../test/support/until.ts';

const IMPORT = fileURLToPath(new URL('../../src/import.ts', import.meta.url));
const START_MS = 240_000;
const STOP_MS = 15_000;

/** A real n8n with data of its own. */
export type N8n = {
  /** Puts in what import.ts puts in by these settings, with n8n stopped; returns what it says. */
  readonly put: (settings: unknown) => Promise<string>;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly post: (
    path: string,
    body: unknown,
    headers?: Record<string, string>,
  ) => Promise<Response>;
  /** Asks its database, or changes it. */
  readonly database: <T>(use: (database: DatabaseSync) => T) => T;
  readonly remove: () => Promise<void>;
};

export async function createN8n(): Promise<N8n> {
  const command = process.env.N8N_COMMAND;
  if (!command) {
    throw new Error(
      'N8N_COMMAND must name the command of an n8n: `npm install n8n` in some other folder (1.8 GB), then N8N_COMMAND=FOLDER/node_modules/.bin/n8n npm run test:n8n',
    );
  }
  const folder = await mkdtemp(join(tmpdir(), 'blobscribe-n8n-test-'));
  const port = await freePort();
  const env = {
    ...process.env,
    // npm puts this project's Node first, but n8n runs on the one that it was installed with.
    PATH: (process.env.PATH ?? '')
      .split(delimiter)
      .filter((place) => !place.endsWith(join('node_modules', '.bin')))
      .join(delimiter),
    // In vitest's `test` n8n starts nothing.
    NODE_ENV: 'production',
    N8N_USER_FOLDER: folder,
    N8N_PORT: String(port),
    N8N_LISTEN_ADDRESS: '127.0.0.1',
    N8N_DIAGNOSTICS_ENABLED: 'false',
    N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
    N8N_COMMAND: command,
  };
  let running: ReturnType<typeof launch> | undefined;

  return {
    put: async (settings) => {
      const file = join(folder, 'settings.json');
      await writeFile(file, JSON.stringify(settings), { mode: 0o600 });
      const importing = launch(process.execPath, [IMPORT, '--settings', file], env);
      await importing.ended;
      if (importing.child.exitCode !== 0) throw new Error(importing.said());
      return importing.said();
    },
    start: async () => {
      const { child, said } = launch(command, ['start'], env);
      running = { child, said, ended: once(child, 'exit') };
      await until(
        'n8n is ready',
        async () => {
          if (child.exitCode !== null) throw new Error(`n8n ended: ${said()}`);
          // Its health is told before its webhooks are there.
          const { status } = await fetch(
            `http://127.0.0.1:${port}/webhook/blobscribe/deployments`,
            {
              method: 'POST',
            },
          ).catch(() => ({ status: 0 }));
          return status === 403;
        },
        START_MS,
      ).catch((cause) => {
        throw new Error(`n8n does not start: ${said()}`, { cause });
      });
    },
    stop: async () => {
      if (!running) return;
      const { child, ended } = running;
      running = undefined;
      child.kill();
      // It may wait for what will not end.
      const impatience = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      await ended;
      clearTimeout(impatience);
    },
    post: (path, body, headers = {}) =>
      fetch(`http://127.0.0.1:${port}/webhook/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    database: (use) => {
      const database = new DatabaseSync(join(folder, '.n8n', 'database.sqlite'), {
        timeout: 10_000,
      });
      try {
        return use(database);
      } finally {
        database.close();
      }
    },
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

function launch(command: string, args: readonly string[], env: NodeJS.ProcessEnv) {
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let words = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      words += text;
    });
  }
  return { child, said: () => words, ended: once(child, 'exit') };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', () => listening()));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
