import { Problem } from '../problem.ts';

/** What stands behind `Authorization: Bearer` (RFC 6750, 2.1), or undefined. */
export function bearerToken(headers: Headers): string | undefined {
  return /^bearer +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1];
}

/** The key of a request: `X-API-Key`, else a bearer token, for clients that can send only that. */
export function presentedKey(headers: Headers): string | undefined {
  return headers.get('x-api-key') || bearerToken(headers);
}

/** A 401, which says how to come back (RFC 9110, 11.6.1). */
export function unauthorized(detail: string, challenge = 'Bearer'): Problem {
  return new Problem('unauthorized', detail, { headers: { 'WWW-Authenticate': challenge } });
}
