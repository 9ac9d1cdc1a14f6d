import type { IncomingMessage } from 'node:http';
import { createServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import type { Certificate } from './certificate.ts';
import type { Action } from './roles.ts';
import { readClaims } from './tokens.ts';

/** Who asks: by the client id in a token, or by the object id of who signed a URL. */
export type Asker = { readonly clientId: string } | { readonly signer: string };

/** Whether `asker` may do this in a container, or to the account if none is named. */
export type Guard = (asker: Asker, action: Action, container: string | undefined) => boolean;

export type GuardedStorage = {
  /** The blob endpoint of the account as it is reached through this, with Azure's slash at its end. */
  readonly endpoint: string;
  /** How many calls had this text in their URL. */
  count(text: string): number;
  close(): Promise<void>;
};

const BLOB_ACTIONS: Readonly<Record<string, Action>> = {
  GET: 'read-blob',
  HEAD: 'read-blob',
  PUT: 'write-blob',
  DELETE: 'delete-blob',
};

/**
 * Stands before Azurite, which is reached over https at `port`, and refuses what no role allows: Azurite
 * itself looks at who signed, and at no role. Counts what it is asked.
 */
export async function guardedStorage(
  { certificate, key }: Certificate,
  port: number,
  guard: Guard,
): Promise<GuardedStorage> {
  const urls: string[] = [];
  const server = createServer({ cert: certificate, key }, (incoming, outgoing) => {
    const { method, url: path = '', headers } = incoming;
    urls.push(path);
    if (!isAllowed(incoming, guard)) {
      const code = 'AuthorizationPermissionMismatch';
      outgoing
        .writeHead(403, { 'content-type': 'application/xml', 'x-ms-error-code': code })
        .end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>No role.</Message></Error>`);
      return;
    }
    const call = request({ host: 'localhost', port, method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      pipeline(answer, outgoing).catch(() => outgoing.destroy());
    });
    pipeline(incoming, call).catch(() => outgoing.destroy());
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', () => listening()));
  const address = server.address() as AddressInfo;
  return {
    endpoint: `https://localhost:${address.port}/devstoreaccount1/`,
    count: (text) => urls.filter((url) => url.includes(text)).length,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((closed) => void server.close(() => closed()));
    },
  };
}

function isAllowed({ method = '', url = '', headers }: IncomingMessage, guard: Guard): boolean {
  const { pathname, searchParams: query } = new URL(url, 'https://localhost');
  const [, , container] = pathname.split('/');
  const claims = readClaims(headers.authorization);
  const signer = query.get('skoid');
  const asker = claims ? { clientId: claims.appid } : signer ? { signer } : undefined;
  const action = actionOf(method, query);
  return (
    asker !== undefined && action !== undefined && guard(asker, action, container || undefined)
  );
}

/** Undefined for what none of ours has to do. */
function actionOf(method: string, query: URLSearchParams): Action | undefined {
  const [kind, component] = [query.get('restype'), query.get('comp')];
  if (kind === 'service') return component === 'userdelegationkey' ? 'sign-urls' : undefined;
  // Who may list a container may also look at its properties.
  if (kind === 'container') return method === 'GET' || method === 'HEAD' ? 'list-blobs' : undefined;
  return BLOB_ACTIONS[method];
}
