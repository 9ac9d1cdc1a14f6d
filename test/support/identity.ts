import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HOUR_SECONDS, type Identity, mintToken } from './tokens.ts';

const ONLY: Identity = {
  name: 'the only one',
  clientId: '99999999-8888-7777-6666-555555555555',
  objectId: '11111111-2222-3333-4444-555555555555',
};
const ANOTHER_AUDIENCE = 'https://graph.microsoft.com';

/** What is answered to one request: a token, one that is of no use, or 500. */
export type TokenBehaviour = 'good' | 'wrong-audience' | 'expired' | 'unavailable';

export type IdentityEndpoint = {
  /** The variables by which Container Apps tells its containers of the endpoint; and the first identity. */
  readonly environment: Record<string, string>;
  /** The resources that tokens were asked for, in order. */
  readonly asked: readonly string[];
  /** From now on each request for a token of a resource is answered so. */
  behave(behaviour: (resource: string) => TokenBehaviour): void;
  close(): Promise<void>;
};

type Answer = readonly [status: number, body: object];

/** Container Apps' managed-identity endpoint on loopback, for a container that may be `identities`. */
export async function identityEndpoint(
  identities: readonly [Identity, ...Identity[]] = [ONLY],
): Promise<IdentityEndpoint> {
  const secret = 'only-for-this-test';
  const asked: string[] = [];
  let behaviour: (resource: string) => TokenBehaviour = () => 'good';

  function answer({ url, headers }: IncomingMessage): Answer {
    if (headers['x-identity-header'] !== secret) return failure(401, 'the header is missing');
    const query = new URL(url ?? '', 'http://localhost').searchParams;
    const resource = query.get('resource') ?? '';
    const clientId = query.get('client_id');
    const identity = identities.find((known) => known.clientId === clientId);
    // There is no system-assigned identity that could be meant.
    if (!identity) return failure(400, `no such identity: ${clientId}`);
    asked.push(resource);
    const kind = behaviour(resource);
    if (kind === 'unavailable') return failure(500, 'try again later');
    const life = kind === 'expired' ? -HOUR_SECONDS : HOUR_SECONDS;
    const expires = Math.floor(Date.now() / 1000) + life;
    const audience = kind === 'wrong-audience' ? ANOTHER_AUDIENCE : resource;
    const token = mintToken(identity, audience, expires);
    const about = { resource, token_type: 'Bearer', client_id: clientId };
    return [200, { access_token: token, expires_on: String(expires), ...about }];
  }

  const server = createServer((request, response) => {
    const [status, body] = answer(request);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', () => listening()));
  const { port } = server.address() as AddressInfo;
  return {
    environment: {
      IDENTITY_ENDPOINT: `http://127.0.0.1:${port}/msi/token`,
      IDENTITY_HEADER: secret,
      AZURE_CLIENT_ID: identities[0].clientId,
    },
    asked,
    behave: (next) => {
      behaviour = next;
    },
    close: () => new Promise<void>((closed) => void server.close(() => closed())),
  };
}

function failure(status: number, message: string): Answer {
  return [status, { statusCode: status, message }];
}
