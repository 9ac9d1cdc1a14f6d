import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';

const DRIP_MS = 10;
const PIECE_BYTES = 64 * 1024;

/** An answer that goes on in chunks. */
export const CHUNKED = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n';

/** What a server of a test does with a request: it may write any bytes at all. */
export type Reply = string | ((socket: Socket, head: string) => void);

/** A server that nobody should trust, for tests: it speaks HTTP only as far as its replies do. */
export type Stranger = {
  readonly port: number;
  readonly origin: string;
  readonly connections: () => number;
  /** The requests so far, as they arrived, without the empty line. */
  readonly requests: readonly string[];
  /** Ends when all clients have hung up: a connection that is left open shows here. */
  close(): Promise<void>;
};

export type StrangerOptions = {
  readonly host?: string;
  readonly port?: number;
  readonly tls?: TlsOptions;
};

/** Starts a server that replies to a path with `replies[path]`, and to any other not at all. */
export async function startStranger(
  replies: Readonly<Record<string, Reply>>,
  { host = '127.0.0.1', port = 0, tls }: StrangerOptions = {},
): Promise<Stranger> {
  const requests: string[] = [];
  const server = tls ? createTlsServer(tls) : createServer();
  let connections = 0;
  server.on('connection', () => {
    connections += 1;
  });
  server.on(tls ? 'secureConnection' : 'connection', (socket: Socket) => {
    let head = '';
    // A client that is refused a picture hangs up in the middle of it.
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      head += bytes.toString('latin1');
      if (!head.endsWith('\r\n\r\n')) return;
      requests.push(head.trimEnd());
      const reply = replies[head.split(' ')[1] ?? ''];
      if (typeof reply === 'string') socket.end(reply, 'latin1');
      else reply?.(socket, head);
      head = '';
    });
  });
  await listen(server, port, host);
  const address = server.address();
  const bound = typeof address === 'object' && address ? address.port : port;
  const name = tls ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return {
    port: bound,
    origin: `${tls ? 'https' : 'http'}://${name}:${bound}`,
    connections: () => connections,
    requests,
    close: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}

/** An answer of status 200 with `body`, whose length is announced unless `headers` say otherwise. */
export function picture(body: string, headers: Readonly<Record<string, string>> = {}): string {
  const all = { 'content-type': 'image/png', 'content-length': `${body.length}`, ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 200 OK\r\n${lines.join('')}\r\n${body}`;
}

/** An answer that redirects to `location`. */
export function redirect(location: string, status = 302): string {
  return `HTTP/1.1 ${status} Elsewhere\r\nlocation: ${location}\r\ncontent-length: 0\r\n\r\n`;
}

/** Sends `text` again and again, without haste, until the client hangs up. */
export function drip(socket: Socket, text: string): void {
  const timer = setInterval(() => socket.write(text), DRIP_MS);
  socket.on('close', () => clearInterval(timer));
}

/** Sends `length` bytes after `head`, as fast as the client takes them. */
export function flood(socket: Socket, head: string, length: number): void {
  const isChunked = head.includes('chunked');
  let left = length;
  const more = () => {
    while (left > 0 && socket.writable) {
      const piece = 'x'.repeat(Math.min(left, PIECE_BYTES));
      left -= piece.length;
      const frame = isChunked ? `${piece.length.toString(16)}\r\n${piece}\r\n` : piece;
      if (!socket.write(frame)) return;
    }
    if (left === 0) socket.end(isChunked ? '0\r\n\r\n' : '');
  };
  socket.on('drain', more);
  socket.write(head);
  more();
}

/** What `work` gives, and the connections that this process begins meanwhile. */
export async function withSockets<T>(
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly sockets: readonly Socket[] }> {
  const sockets: Socket[] = [];
  const collect = (message: unknown) => sockets.push((message as { socket: Socket }).socket);
  subscribe('net.client.socket', collect);
  try {
    return { result: await work(), sockets };
  } finally {
    unsubscribe('net.client.socket', collect);
  }
}

async function listen(server: Server, port: number, host: string): Promise<void> {
  server.listen({ port, host, ipv6Only: host.includes(':') });
  await once(server, 'listening');
}
