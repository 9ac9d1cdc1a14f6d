import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { foreignRequest } from '@blobscribe/core/foreign-request';
import type { Log } from '@blobscribe/core/log';
import { type WrittenBlob, writtenBlob } from './written-blob.ts';

/** Longer than the SDK keeps an idle connection, so that none is cut in use. */
const KEEP_ALIVE_MS = 620_000;

export type Target = { readonly host: string; readonly port: number };

export type ProxyOptions = {
  /** @default '127.0.0.1' */
  readonly host: string | undefined;
  readonly port: number;
  /** Where Azurite listens. */
  readonly target: Target;
  /** The names under which it is called, as a Host header writes them; all others are refused. */
  readonly hosts: readonly string[];
  /** The pages that may call from a browser. */
  readonly origins: readonly string[];
  /** Told of each blob that the storage has accepted. */
  readonly onWritten: (blob: WrittenBlob) => void;
  readonly log: Log;
};

/**
 * The storage as clients reach it: every call goes on to Azurite as it came, and a write that Azurite
 * accepts is told of, as Event Grid would (Azurite's maintainers have refused to emit events). Calls
 * that another site's page makes are refused: any web page can reach a laptop's ports.
 * @throws {Error} EADDRINUSE if the port is taken.
 */
export async function startProxy(options: ProxyOptions): Promise<{ close(): Promise<void> }> {
  const { host: address = '127.0.0.1', port, target, hosts, origins, onWritten, log } = options;
  const agent = new Agent({ keepAlive: true });
  const own = { hosts, origins };
  const server = createServer((incoming, outgoing) => {
    const { host, origin } = incoming.headers;
    const secFetchSite = incoming.headers['sec-fetch-site']?.toString();
    const reason = foreignRequest({ host, origin, secFetchSite }, own);
    if (reason) return refuse(incoming, outgoing, reason);
    forward(incoming, outgoing).catch((error) => {
      log.info('storage-call-cut', { error });
      outgoing.destroy();
      incoming.destroy();
    });
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  // A big upload over a slow line may take its time.
  server.requestTimeout = 0;
  const { promise: listening, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(port, address, resolve);
  await listening;

  async function forward(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method, url } = incoming;
    // Node has answered the expectation already; the storage must not wait to answer it again.
    const { expect: _, ...headers } = incoming.headers;
    const call = request({
      agent,
      ...target,
      method,
      path: url,
      headers,
    });
    const { promise: answered, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    call.once('response', resolve);
    call.once('error', reject);
    const sending = pipeline(incoming, call);
    // Storage may answer before it has read all; what then fails to be sent is no error.
    sending.catch(reject);
    const answer = await answered;
    const {
      statusCode: status,
      headers: { etag },
    } = answer;
    const blob = writtenBlob({ method, url, request: incoming.headers, status, etag });
    if (blob) onWritten(blob);
    outgoing.writeHead(status ?? 502, answer.rawHeaders);
    await pipeline(answer, outgoing);
  }

  return {
    async close() {
      const { promise: closed, resolve } = Promise.withResolvers<void>();
      server.close(() => resolve());
      server.closeAllConnections();
      agent.destroy();
      await closed;
    },
  };
}

function refuse(incoming: IncomingMessage, outgoing: ServerResponse, reason: string): void {
  incoming.resume();
  outgoing.writeHead(403, { 'content-type': 'text/plain; charset=utf-8' });
  outgoing.end(`This storage answers to its own machine only, and ${reason}.\n`);
}
