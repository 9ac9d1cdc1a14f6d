import { createServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import type { Certificate } from './certificate.ts';

export type CountingStorage = {
  /** The blob endpoint of the account as it is reached through this. */
  readonly endpoint: string;
  /** How many calls had this text in their URL. */
  count(text: string): number;
  close(): Promise<void>;
};

/** Stands before a storage that is reached over https at `port`, passes all on and counts. */
export async function countingStorage(
  { certificate, key }: Certificate,
  port: number,
): Promise<CountingStorage> {
  const urls: string[] = [];
  const server = createServer({ cert: certificate, key }, (incoming, outgoing) => {
    const { method, url: path = '', headers } = incoming;
    urls.push(path);
    const call = request({ host: 'localhost', port, method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      pipeline(answer, outgoing).catch(() => outgoing.destroy());
    });
    pipeline(incoming, call).catch(() => outgoing.destroy());
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', () => listening()));
  const address = server.address() as AddressInfo;
  return {
    endpoint: `https://localhost:${address.port}/devstoreaccount1`,
    count: (text) => urls.filter((url) => url.includes(text)).length,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((closed) => void server.close(() => closed()));
    },
  };
}
