import { createServer } from 'node:net';

const TRIES = 50;

export type PortTaken = (wanted: number, instead: number) => void;

/**
 * What `bind` gives for the first port from `wanted` on that it can have; `taken` is told of a wanted
 * port that another program has. Binding is the test: what is free now may be taken a moment later.
 * @throws {Error} if fifty in a row are taken, or whatever else `bind` throws.
 */
export async function onFreePort<T>(
  wanted: number,
  taken: PortTaken,
  bind: (port: number) => Promise<T>,
): Promise<T> {
  for (let port = wanted; port < wanted + TRIES; port += 1) {
    try {
      const bound = await bind(port);
      if (port !== wanted) taken(wanted, port);
      return bound;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    }
  }
  throw new Error(`the ports ${wanted} to ${wanted + TRIES - 1} are all taken`);
}

/** The first free port from `wanted` on, for a process that binds it later. */
export function findPort(wanted: number, taken: PortTaken): Promise<number> {
  return onFreePort(wanted, taken, (port) => listenBriefly(port));
}

/** Any free port, for what nobody has to know. */
export function anyPort(): Promise<number> {
  return listenBriefly(0);
}

async function listenBriefly(wanted: number): Promise<number> {
  const server = createServer();
  const { promise: listening, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(wanted, '127.0.0.1', resolve);
  await listening;
  const address = server.address();
  const { promise: closed, resolve: close } = Promise.withResolvers<void>();
  server.close(() => close());
  await closed;
  return typeof address === 'object' && address ? address.port : wanted;
}
