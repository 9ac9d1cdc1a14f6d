import { connect, createServer, type Socket } from 'node:net';

export type DelayProxy = { readonly port: number; close(): Promise<void> };

/** Passes a TCP connection on to a port of this machine, each piece later by half of `roundTripMs`. */
export async function startDelayProxy(
  targetPort: number,
  roundTripMs: number,
): Promise<DelayProxy> {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (client) => {
    const target = connect({ host: '127.0.0.1', port: targetPort, noDelay: true });
    pass(client, target, roundTripMs / 2);
    pass(target, client, roundTripMs / 2);
    for (const socket of [client, target]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
    }
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', () => listening()));
  const address = server.address();
  return {
    port: address && typeof address === 'object' ? address.port : 0,
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function pass(from: Socket, to: Socket, delayMs: number): void {
  from.on('data', (piece) => setTimeout(() => to.write(piece), delayMs));
  from.on('close', () => setTimeout(() => to.destroy(), delayMs));
}
