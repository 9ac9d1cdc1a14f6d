import { createHmac, timingSafeEqual } from 'node:crypto';
import { pathOf } from './entities.ts';

/** Access to a path and all below it, for a while; as whom, if an identity has it. */
export type Claim = {
  readonly path: string;
  readonly expiresAt: number;
  /** The client id. */
  readonly identity?: string;
};
/** As Service Bus calls what a role or a key lets one do. */
export type Right = 'listen' | 'send';
export type Verdict = { readonly claim: Claim } | { readonly refusal: string };
export type Keys = { readonly keyName: string; readonly key: string };

const AUDIENCE = 'https://servicebus.azure.net';

/** Checks a shared access signature: key, signature, expiry, and that it covers the audience. */
export function checkSas(token: string, audience: string, keys: Keys, now: number): Verdict {
  const [scheme, ...rest] = token.split(' ');
  if (scheme !== 'SharedAccessSignature') return { refusal: 'The token is malformed.' };
  // The signature is over `sr` as it stands in the token, percent-encoded.
  const fields = new Map(rest.join(' ').split('&').map(splitField));
  const resource = fields.get('sr') ?? '';
  const expiry = fields.get('se') ?? '';
  if (decode(fields.get('skn')) !== keys.keyName) return { refusal: 'The key name is unknown.' };
  const expected = createHmac('sha256', keys.key).update(`${resource}\n${expiry}`).digest();
  if (!isSame(expected, Buffer.from(decode(fields.get('sig')), 'base64'))) {
    return { refusal: 'The signature is invalid.' };
  }
  const expiresAt = Number(expiry) * 1000;
  if (!(expiresAt > now)) return { refusal: 'The token has expired.' };
  const path = pathOf(audience);
  if (!covers(pathOf(decode(resource)), path)) {
    return { refusal: 'The token is for another audience.' };
  }
  return { claim: { path, expiresAt } };
}

/** Checks the claims of an Entra token, not its signature: the stand-in for the issuer has no published keys. */
export function checkJwt(token: string, audience: string, now: number): Verdict {
  const claims = readClaims(token);
  if (!claims) return { refusal: 'The token is malformed.' };
  if (String(claims.aud).replace(/\/+$/, '') !== AUDIENCE) {
    return { refusal: 'The token is for another audience.' };
  }
  const expiresAt = Number(claims.exp) * 1000;
  if (!(expiresAt > now)) return { refusal: 'The token has expired.' };
  const identity = String(claims.appid ?? '');
  return { claim: { path: pathOf(audience), expiresAt, identity } };
}

/** Whether access to `path` includes `target`. */
export function covers(path: string, target: string): boolean {
  return path === '' || target === path || target.startsWith(`${path}/`);
}

function readClaims(token: string): Record<string, unknown> | undefined {
  try {
    const claims: unknown = JSON.parse(
      Buffer.from(token.split('.')[1] ?? '', 'base64url').toString(),
    );
    return typeof claims === 'object' && claims !== null ? { ...claims } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function splitField(field: string): [string, string] {
  const separator = field.indexOf('=');
  return [field.slice(0, separator), field.slice(separator + 1)];
}

function decode(value = ''): string {
  try {
    return decodeURIComponent(value);
  } catch (error) {
    if (error instanceof URIError) return '';
    throw error;
  }
}

function isSame(left: Buffer, right: Buffer): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}
