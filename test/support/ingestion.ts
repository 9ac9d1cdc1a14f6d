import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import type { Certificate } from './certificate.ts';
import type { Admit } from './tokens.ts';

export type Envelope = {
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly data: {
    readonly baseType: string;
    readonly baseData: Readonly<Record<string, unknown>>;
  };
};

export type Ingestion = {
  readonly connectionString: string;
  readonly envelopes: readonly Envelope[];
  close(): Promise<void>;
};

/** Application Insights' ingestion endpoint on loopback, over TLS: the exporter turns http into https. */
export async function ingestionEndpoint(
  { certificate, key }: Certificate,
  admit: Admit = () => undefined,
): Promise<Ingestion> {
  const envelopes: Envelope[] = [];
  const server = createServer({ cert: certificate, key }, async (request, response) => {
    const body = await buffer(request);
    const refusal = admit(request.headers.authorization);
    if (refusal !== undefined) return void response.writeHead(refusal).end();
    const isZipped = request.headers['content-encoding'] === 'gzip';
    const received = JSON.parse(String(isZipped ? gunzipSync(body) : body));
    envelopes.push(...received);
    const count = received.length;
    const answer = { itemsReceived: count, itemsAccepted: count, errors: [] };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', () => listening()));
  const { port } = server.address() as AddressInfo;
  const endpoint = `https://localhost:${port}/`;
  return {
    connectionString: `InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint=${endpoint};LiveEndpoint=${endpoint}`,
    envelopes,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((closed) => void server.close(() => closed()));
    },
  };
}
