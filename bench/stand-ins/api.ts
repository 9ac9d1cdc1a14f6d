import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { anyPort } from '../../local/src/ports.ts';
import { startProcess } from '../../local/src/processes.ts';
import type { Server } from '../references/reference.ts';

const API = fileURLToPath(new URL('../../api/src/main.ts', import.meta.url));
const GRACE_MS = 5_000;
const LOOK_MS = 20;

/** Starts the real API over a storage, open as on a laptop; ends when it takes requests. */
export async function startApi(storage: string): Promise<Server> {
  const port = await anyPort();
  const origin = `http://127.0.0.1:${port}`;
  const running = startProcess({
    label: 'api',
    script: API,
    environment: {
      PATH: process.env.PATH ?? '',
      NODE_ENV: 'production',
      AUTH: 'none',
      PORT: String(port),
      STORAGE_CONNECTION_STRING: storage,
    },
    print: () => {},
  });
  for (;;) {
    const answer = await fetch(`${origin}/healthz`).catch(() => undefined);
    if (answer?.ok) break;
    await sleep(LOOK_MS);
  }
  return { origin, pid: running.pid, stop: () => running.stop(GRACE_MS) };
}
