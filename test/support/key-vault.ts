import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Certificate } from './certificate.ts';

const TENANT = '11111111-2222-3333-4444-555555555555';

export type KeyVault = {
  readonly url: string;
  /** The names that were asked for with a token. */
  readonly asked: readonly string[];
  close(): Promise<void>;
};

/** Key Vault's `GET /secrets/{name}` on loopback: a challenge first, then the secret to any bearer. */
export async function keyVault(
  { certificate, key }: Certificate,
  secrets: Readonly<Record<string, string>>,
): Promise<KeyVault> {
  const asked: string[] = [];
  const server = createServer({ cert: certificate, key }, (request, response) => {
    const json = (status: number, body: unknown, headers = {}) =>
      response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(JSON.stringify(body));
    if (!request.headers.authorization?.startsWith('Bearer ')) {
      const challenge = `Bearer authorization="https://login.microsoftonline.com/${TENANT}", resource="https://vault.azure.net"`;
      return json(401, { error: { code: 'Unauthorized' } }, { 'www-authenticate': challenge });
    }
    const name = new URL(request.url ?? '', 'https://localhost').pathname.split('/')[2] ?? '';
    asked.push(name);
    const value = secrets[name];
    return value === undefined
      ? json(404, { error: { code: 'SecretNotFound', message: `no secret ${name}` } })
      : json(200, { value, id: `https://localhost/secrets/${name}/1`, attributes: {} });
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', () => listening()));
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://localhost:${port}`,
    asked,
    close: () => new Promise<void>((closed) => void server.close(() => closed())),
  };
}
