import { generateKeyPair, type KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import {
  exportJWK,
  exportSPKI,
  type JWK,
  type JWTHeaderParameters,
  type JWTPayload,
  SignJWT,
} from 'jose';

const DIRECTORY = 'abcdef11-2222-3333-4444-555555555555';
const APPLICATION = '99999999-8888-7777-6666-555555555555';
const HOUR_SECONDS = 3600;

type SigningKey = {
  readonly kid: string;
  readonly alg: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
};

export type TokenIssuer = {
  readonly authority: string;
  readonly directory: string;
  readonly application: string;
  /** How often the signing keys were fetched. */
  fetches(): number;
  /** A token as Entra gives it out, with these claims changed (undefined leaves one out). */
  token(claims?: Readonly<Record<string, unknown>>, signing?: Partial<SigningKey>): Promise<string>;
  /** A key that signs, of which nobody is told. */
  strangerKey(): Promise<SigningKey>;
  /** The public key as a text, which a careless verifier takes for a shared secret. */
  publicKeyText(): Promise<string>;
  /** From now on a new key signs, and the old one is no longer published. */
  rotate(): Promise<void>;
  /** The status of its answers from now on. */
  answer(status: number): void;
  close(): Promise<void>;
};

/** An authority such as Entra ID's on loopback: tokens, and `discovery/v2.0/keys` to check them with. */
export async function tokenIssuer(): Promise<TokenIssuer> {
  let key = await createKey('first');
  let fetches = 0;
  let status = 200;
  const server = createServer((request, response) => {
    const isKeys = request.url === `/${DIRECTORY}/discovery/v2.0/keys`;
    if (isKeys) fetches += 1;
    void publish(key).then((keys) => {
      response
        .writeHead(isKeys ? status : 404, { 'content-type': 'application/json' })
        .end(JSON.stringify({ keys }));
    });
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', () => listening()));
  const { port } = server.address() as AddressInfo;
  const authority = `http://127.0.0.1:${port}`;
  return {
    authority,
    directory: DIRECTORY,
    application: APPLICATION,
    fetches: () => fetches,
    token: (claims = {}, signing = {}) => {
      const { kid, alg, privateKey } = { ...key, ...signing };
      const header: JWTHeaderParameters = { alg, typ: 'JWT', kid };
      const payload = { ...usualClaims(authority), ...claims };
      return new SignJWT(payload).setProtectedHeader(header).sign(privateKey);
    },
    strangerKey: () => createKey('stranger'),
    publicKeyText: () => exportSPKI(key.publicKey),
    rotate: async () => {
      key = await createKey('second');
    },
    answer: (next) => {
      status = next;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((closed) => void server.close(() => closed()));
    },
  };
}

function usualClaims(authority: string): JWTPayload {
  const now = Math.floor(Date.now() / 1000);
  return {
    aud: APPLICATION,
    iss: `${authority}/${DIRECTORY}/v2.0`,
    iat: now,
    nbf: now,
    exp: now + HOUR_SECONDS,
    tid: DIRECTORY,
    oid: 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee',
    roles: ['Prompts.ReadWrite'],
    ver: '2.0',
  };
}

async function createKey(kid: string): Promise<SigningKey> {
  const pair = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return { kid, alg: 'RS256', ...pair };
}

/** Like Entra, without `alg`. */
async function publish({ kid, publicKey }: SigningKey): Promise<JWK[]> {
  return [{ ...(await exportJWK(publicKey)), kid, use: 'sig' }];
}
