import { once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';

export type Door = { readonly port: number; close(): Promise<void> };

/**
 * Opens a server at a free port of this machine. Each execution has doors of its own, by which is known
 * whose a connection is. Closing cuts what is open.
 */
export async function openDoor(server: Server): Promise<Door> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
