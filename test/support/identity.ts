import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const TENANT = '11111111-2222-3333-4444-555555555555';
const HOUR_SECONDS = 3600;

export type IdentityEndpoint = {
  /** The variables by which Container Apps tells its containers of the endpoint. */
  readonly environment: Record<string, string>;
  /** The resources that tokens were asked for, in order. */
  readonly asked: readonly string[];
  close(): Promise<void>;
};

/** Container Apps' managed-identity endpoint on loopback: tokens with the right claims and no signature. */
export async function identityEndpoint(): Promise<IdentityEndpoint> {
  const secret = 'only-for-this-test';
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://localhost');
    const resource = url.searchParams.get('resource') ?? '';
    if (request.headers['x-identity-header'] !== secret) {
      response.writeHead(401).end();
      return;
    }
    asked.push(resource);
    const expires = Math.floor(Date.now() / 1000) + HOUR_SECONDS;
    const answer = {
      access_token: token(resource, expires),
      expires_on: String(expires),
      resource,
      token_type: 'Bearer',
      client_id: url.searchParams.get('client_id'),
    };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', () => listening()));
  const { port } = server.address() as AddressInfo;
  return {
    environment: {
      IDENTITY_ENDPOINT: `http://127.0.0.1:${port}/msi/token`,
      IDENTITY_HEADER: secret,
      AZURE_CLIENT_ID: '99999999-8888-7777-6666-555555555555',
    },
    asked,
    close: () => new Promise<void>((closed) => void server.close(() => closed())),
  };
}

function token(audience: string, expires: number): string {
  const issued = expires - HOUR_SECONDS - 60;
  const issuer = `https://sts.windows.net/${TENANT}/`;
  const claims = {
    aud: audience,
    iss: issuer,
    iat: issued,
    nbf: issued,
    exp: expires,
    tid: TENANT,
    oid: TENANT,
  };
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.c2lnbmF0dXJl`;
}
