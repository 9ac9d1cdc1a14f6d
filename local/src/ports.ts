import { createServer } from 'node:net';

const TRIES = 50;

/** Whether nothing listens on `port` of this machine. */
export async function isPortFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  const server = createServer();
  const { promise, resolve } = Promise.withResolvers<boolean>();
  server.once('error', () => resolve(false));
  server.listen(port, host, () => resolve(true));
  const isFree = await promise;
  if (isFree) await new Promise<void>((closed) => void server.close(() => closed()));
  return isFree;
}

/**
 * The first free port from `wanted` on; `taken` is told of a wanted port that is not free.
 * @throws {Error} if fifty in a row are taken.
 */
export async function findPort(
  wanted: number,
  taken: (wanted: number, instead: number) => void,
): Promise<number> {
  for (let port = wanted; port < wanted + TRIES; port += 1) {
    if (!(await isPortFree(port))) continue;
    if (port !== wanted) taken(wanted, port);
    return port;
  }
  throw new Error(`the ports ${wanted} to ${wanted + TRIES - 1} are all taken`);
}

/** Any free port, for what nobody has to know. */
export async function anyPort(): Promise<number> {
  const server = createServer();
  const { promise, resolve } = Promise.withResolvers<number>();
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    resolve(typeof address === 'object' && address ? address.port : 0);
  });
  const port = await promise;
  await new Promise<void>((closed) => void server.close(() => closed()));
  return port;
}
