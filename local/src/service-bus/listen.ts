import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import type { Container } from 'rhea';

type ListenOptions = {
  readonly host: string;
  readonly port: number;
  readonly tls: { readonly cert: string; readonly key: string } | undefined;
};

export type Listener = {
  readonly port: number;
  /** Stops listening, lets `abort` end what is open, and resolves when every socket is gone. */
  readonly stop: (abort: () => void) => Promise<void>;
};

// The service's own frame size; larger messages come in several transfers.
const MAX_FRAME_BYTES = 65_536;

/** Listens for AMQP, over TLS if there is a certificate. */
export async function listen(container: Container, options: ListenOptions): Promise<Listener> {
  const { host, port, tls } = options;
  const shared = { host, port, max_frame_size: MAX_FRAME_BYTES };
  const server = tls
    ? container.listen({ ...shared, transport: 'tls', ...tls })
    : container.listen({ ...shared, transport: 'tcp' });
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    stop: async (abort) => {
      const closed = once(server, 'close');
      server.close();
      abort();
      // The goodbyes go out first; who has not even opened a connection gets none.
      setImmediate(() =>
        setImmediate(() => {
          for (const socket of sockets) socket.destroy();
        }),
      );
      await closed;
    },
  };
}
