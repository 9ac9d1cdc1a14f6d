import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Certificate } from './certificate.ts';
import { type Admit, goodClaims } from './tokens.ts';

/** For which the platform's scaler asks for tokens. */
export const SERVICE_BUS = 'https://servicebus.azure.net';

export type QueueLengths = { readonly url: string; close(): Promise<void> };

/** The part of Service Bus's management over https that KEDA reads: how many messages a queue has. */
export async function queueLengths(
  { certificate, key }: Certificate,
  activeCount: (queue: string) => number,
  admit: Admit,
): Promise<QueueLengths> {
  const server = createServer({ cert: certificate, key }, ({ url = '', headers }, response) => {
    const { authorization } = headers;
    const refusal = goodClaims(authorization, SERVICE_BUS) ? admit(authorization) : 401;
    if (refusal !== undefined) return void response.writeHead(refusal).end();
    const count = activeCount(new URL(url, 'https://localhost').pathname.slice(1));
    const body = `<CountDetails><ActiveMessageCount>${count}</ActiveMessageCount></CountDetails>`;
    response.writeHead(200, { 'content-type': 'application/atom+xml' }).end(body);
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', () => listening()));
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://localhost:${port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((closed) => void server.close(() => closed()));
    },
  };
}
