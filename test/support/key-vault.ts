import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Certificate } from './certificate.ts';
import { type Admit, goodClaims, TENANT } from './tokens.ts';

const RESOURCE = 'https://vault.azure.net';
const CHALLENGE = `Bearer authorization="https://login.microsoftonline.com/${TENANT}", resource="${RESOURCE}"`;

export type KeyVault = {
  readonly url: string;
  /** The names that were asked for with a token that is good here. */
  readonly asked: readonly string[];
  /** The newest version of a secret. */
  get(name: string): string | undefined;
  /** Gives a secret a new version, which is its newest from now on. */
  set(name: string, value: string): void;
  /** From now on nobody may read: the vault answers 403, as after a role is taken away. */
  forbid(): void;
  close(): Promise<void>;
};

type Answer = readonly [status: number, body: unknown, headers?: Record<string, string>];

/**
 * Key Vault's `GET /secrets/{name}[/{version}]` and `PUT /secrets/{name}` over TLS on loopback: a challenge first, then the secret
 * to who brings a token for what the challenge named, and whom `admit` lets in.
 */
export async function keyVault(
  { certificate, key }: Certificate,
  secrets: Readonly<Record<string, string>>,
  admit: Admit = () => undefined,
): Promise<KeyVault> {
  const versions = new Map<string, string[]>();
  const set = (name: string, value: string) =>
    void versions.set(name, [...(versions.get(name) ?? []), value]);
  for (const [name, value] of Object.entries(secrets)) set(name, value);
  const asked: string[] = [];
  let forbidden = false;

  function answer(request: IncomingMessage, body: string): Answer {
    const { authorization } = request.headers;
    if (!goodClaims(authorization, RESOURCE)) {
      return [401, failure('Unauthorized', 'AKV10000'), { 'www-authenticate': CHALLENGE }];
    }
    const { pathname } = new URL(request.url ?? '', 'https://localhost');
    const [, collection, name = '', version = ''] = pathname.split('/');
    asked.push(name);
    const isKnown = request.method === 'GET' || (request.method === 'PUT' && version === '');
    if (!isKnown || collection !== 'secrets') return [404, failure('NotFound', '')];
    if (forbidden || admit(authorization) !== undefined)
      return [403, failure('Forbidden', 'Caller is not authorized')];
    if (request.method === 'PUT') set(name, String(JSON.parse(body).value));
    const all = versions.get(name) ?? [];
    const index =
      version === '' ? all.length - 1 : all.findIndex((_, at) => nameOf(at) === version);
    const value = all[index];
    return value === undefined
      ? [404, failure('SecretNotFound', `no secret ${name}`)]
      : [200, { value, id: `https://localhost/secrets/${name}/${nameOf(index)}`, attributes: {} }];
  }

  const server = createServer({ cert: certificate, key }, async (request, response) => {
    const [status, body, headers] = answer(request, await text(request));
    response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify(body));
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', () => listening()));
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://localhost:${port}`,
    asked,
    get: (name) => versions.get(name)?.at(-1),
    set,
    forbid: () => {
      forbidden = true;
    },
    close: () => new Promise<void>((closed) => void server.close(() => closed())),
  };
}

/** The name of a version, which has 32 hex digits. */
function nameOf(index: number): string {
  return index.toString(16).padStart(32, '0');
}

function failure(code: string, message: string) {
  return { error: { code, message } };
}
