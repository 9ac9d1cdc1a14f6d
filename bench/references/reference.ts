import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

/** An HTTP server in a process of its own. */
export type Server = {
  readonly origin: string;
  readonly pid: number;
  stop(): Promise<void>;
};

/** Starts one of the servers beside this file with what it is told. */
export async function startReference(name: string, settings: unknown): Promise<Server> {
  const script = fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
  const child = fork(script, { env: { ...process.env, NODE_ENV: 'production' } });
  child.send(settings as object);
  const [port] = await once(child, 'message');
  return {
    origin: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    async stop() {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}

/** In a reference's own process: builds its server with what it is told, and says where it listens. */
export function serveReference<Settings>(
  listen: (settings: Settings, ready: () => void) => HttpServer,
): void {
  process.on('disconnect', () => process.exit());
  process.once('message', (settings: Settings) => {
    const server = listen(settings, () => {
      process.send?.((server.address() as AddressInfo).port);
    });
  });
}
