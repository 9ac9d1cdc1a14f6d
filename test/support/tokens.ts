import { uuidV5 } from '../../core/src/uuid.ts';

export const TENANT = '11111111-2222-3333-4444-555555555555';
export const HOUR_SECONDS = 3600;

/** What signs in: the same name always has the same ids. */
export type Identity = {
  readonly name: string;
  /** By which a process asks for it, and which its tokens name as `appid`. */
  readonly clientId: string;
  /** Which roles are given to, and which signs as `skoid`; `oid` in its tokens. */
  readonly objectId: string;
};

export type Claims = { readonly aud: string; readonly exp: number; readonly appid: string };

/** What a service says to a bearer token: nothing if it lets in, else the status of its refusal. */
export type Admit = (authorization: string | undefined) => 401 | 403 | undefined;

export function identityNamed(name: string): Identity {
  return { name, clientId: uuidV5(`client/${name}`), objectId: uuidV5(`object/${name}`) };
}

/** An Entra token with the right claims and no signature. */
export function mintToken(
  { clientId, objectId }: Identity,
  audience: string,
  expires = Math.floor(Date.now() / 1000) + HOUR_SECONDS,
): string {
  const issued = expires - HOUR_SECONDS - 60;
  const claims = {
    aud: audience,
    iss: `https://sts.windows.net/${TENANT}/`,
    iat: issued,
    nbf: issued,
    exp: expires,
    tid: TENANT,
    oid: objectId,
    appid: clientId,
  };
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.c2lnbmF0dXJl`;
}

/** The claims of a bearer token, or undefined if it is none; who signed it is not asked. */
export function readClaims(authorization: string | undefined): Claims | undefined {
  const [, body] = /^Bearer [\w-]+\.([\w-]+)\.[\w-]+$/.exec(authorization ?? '') ?? [];
  if (body === undefined) return undefined;
  const claims: unknown = JSON.parse(Buffer.from(body, 'base64url').toString());
  if (typeof claims !== 'object' || claims === null) return undefined;
  const { aud, exp, appid } = { aud: '', exp: 0, appid: '', ...claims };
  return { aud: String(aud), exp: Number(exp), appid: String(appid) };
}

/** The claims of a token that is for `audience` and has not expired. */
export function goodClaims(
  authorization: string | undefined,
  audience: string,
): Claims | undefined {
  const claims = readClaims(authorization);
  const isFor = claims?.aud.replace(/\/+$/, '') === audience;
  return isFor && claims.exp * 1000 > Date.now() ? claims : undefined;
}
