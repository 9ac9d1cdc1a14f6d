import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { EXECUTIONS_PREFIX } from '../../core/src/blob-names.ts';

/** What a request is billed as on a general-purpose v2 account. */
export type RequestKind = 'write' | 'read' | 'list' | 'other';

export type StorageRequests = {
  /** The connection string of the storage behind, with this in front. */
  readonly connectionString: string;
  /** What came since the last call, but for executions that count one another: no image is the cause. */
  take(): Readonly<Record<RequestKind, number>>;
  close(): Promise<void>;
};

/** Stands before Azurite at `port`, passes all on and counts by what it would be billed as. */
export async function countStorageRequests(
  connectionString: string,
  port: number,
): Promise<StorageRequests> {
  let counts = none();
  const server = createServer((incoming, outgoing) => {
    const { method = '', url: path = '', headers } = incoming;
    if (!isRollCall(path)) counts[kindOf(method, path)] += 1;
    const call = request({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      pipeline(answer, outgoing).catch(() => outgoing.destroy());
    });
    pipeline(incoming, call).catch(() => outgoing.destroy());
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', () => listening()));
  const { port: own } = server.address() as AddressInfo;
  return {
    connectionString: connectionString.replaceAll(`:${port}/`, `:${own}/`),
    take() {
      const taken = counts;
      counts = none();
      return taken;
    },
    async close() {
      server.closeAllConnections();
      await new Promise<void>((closed) => void server.close(() => closed()));
    },
  };
}

function isRollCall(path: string): boolean {
  const { pathname, searchParams } = new URL(path, 'http://storage');
  const isListed = searchParams.get('prefix') === EXECUTIONS_PREFIX;
  return isListed || decodeURIComponent(pathname).includes(`/${EXECUTIONS_PREFIX}`);
}

function none(): Record<RequestKind, number> {
  return { write: 0, read: 0, list: 0, other: 0 };
}

/**
 * "Map each REST operation to a price" of the Blob Storage documentation: Put Blob and blocks are writes,
 * Get Blob a read, List Blobs its own kind; properties, metadata and leases are others.
 */
function kindOf(method: string, path: string): RequestKind {
  const parameters = new URL(path, 'http://storage').searchParams;
  const comp = parameters.get('comp');
  if (comp === 'list') return 'list';
  if (method === 'PUT') {
    const isWrite = comp === null || comp === 'block' || comp === 'blocklist';
    return isWrite && parameters.get('restype') === null ? 'write' : 'other';
  }
  return method === 'GET' && comp === null ? 'read' : 'other';
}
