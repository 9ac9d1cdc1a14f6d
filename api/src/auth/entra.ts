import { isTenantName } from '@blobscribe/core/blob-names';
import { errors, type JWTPayload, jwtVerify } from 'jose';
import { Problem } from '../problem.ts';
import type { Authenticate } from './caller.ts';
import { createEntraKeys } from './entra-keys.ts';
import { bearerToken, unauthorized } from './presented.ts';

/** By how much Entra's clock and ours may differ. */
const CLOCK_TOLERANCE_SECONDS = 30;
const COOLDOWN_MS = 30_000;
/** The role or scope that lets a caller read what people dropped. */
const DROP_ROLE = 'Drop.Read';
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** RFC 6750, 3.1. */
const INVALID_TOKEN = 'Bearer error="invalid_token"';
const INSUFFICIENT_SCOPE = 'Bearer error="insufficient_scope"';

export type EntraSettings = {
  readonly ENTRA_TENANT_ID: string;
  readonly ENTRA_AUDIENCE: string;
  readonly ENTRA_TENANT_CLAIM: string;
  readonly ENTRA_ROLE: string;
  readonly ENTRA_AUTHORITY: string;
};

export type EntraOptions = {
  /** The least time between two fetches of the signing keys for a key that is not among them. */
  readonly cooldownMs?: number;
  /** In milliseconds, as `Date.now` gives it. */
  readonly now?: () => number;
};

/**
 * Knows callers by the access tokens that one directory of Entra ID gives out for this API.
 * @throws {Error} if the directory is not named by its GUID, as tokens name it.
 */
export function createEntraCheck(
  settings: EntraSettings,
  options: EntraOptions = {},
): Authenticate {
  const { cooldownMs = COOLDOWN_MS, now = Date.now } = options;
  const directory = settings.ENTRA_TENANT_ID.toLowerCase();
  if (!GUID.test(directory)) throw new Error('ENTRA_TENANT_ID is not the GUID of a directory');
  const authority = `${settings.ENTRA_AUTHORITY.replace(/\/+$/, '')}/${directory}`;
  const keys = createEntraKeys(new URL(`${authority}/discovery/v2.0/keys`), cooldownMs);
  const applicationId = settings.ENTRA_AUDIENCE.replace(/^api:\/\//, '');
  const rules = {
    algorithms: ['RS256'],
    // Version 1 too: a registration that says nothing else gets such tokens for its API, from the same
    // directory, with the same claims, signed by the same keys.
    issuer: [`${authority}/v2.0`, `https://sts.windows.net/${directory}/`],
    // Version 2 names the bare id, version 1 what the client asked for.
    audience: [applicationId, `api://${applicationId}`],
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
    // A token without `exp` would be one for ever.
    requiredClaims: ['exp'],
  };

  async function readClaims(token: string): Promise<JWTPayload> {
    try {
      const currentDate = new Date(now());
      return (await jwtVerify(token, keys, { ...rules, currentDate })).payload;
    } catch (error) {
      if (error instanceof Problem) throw error;
      // What is wrong with it, and the error that quotes its claims, is not for the client or a log.
      const expired = error instanceof errors.JWTExpired;
      throw unauthorized(
        expired ? 'The token has expired.' : 'The token is not one for this API.',
        INVALID_TOKEN,
      );
    }
  }

  return async (headers) => {
    const token = bearerToken(headers);
    if (token === undefined) throw unauthorized('Send a bearer token of Entra ID.', INVALID_TOKEN);
    const claims = await readClaims(token);
    if (claims.tid !== directory) {
      throw unauthorized('The token is not of this directory.', INVALID_TOKEN);
    }
    const grants = grantsOf(claims);
    if (!grants.includes(settings.ENTRA_ROLE)) {
      const detail = `The token lacks the role or scope ${settings.ENTRA_ROLE}.`;
      throw forbidden(detail, { 'WWW-Authenticate': INSUFFICIENT_SCOPE });
    }
    const tenant = tenantOf(claims[settings.ENTRA_TENANT_CLAIM]);
    if (tenant === undefined) {
      throw forbidden(`The claim ${settings.ENTRA_TENANT_CLAIM} of the token names no tenant.`);
    }
    return { tenant, readsDrop: grants.includes(DROP_ROLE) };
  };
}

/** What was granted: `roles` to an application or a person, `scp` to a person's client. */
function grantsOf({ roles, scp }: JWTPayload): unknown[] {
  const scopes = typeof scp === 'string' ? scp.split(' ') : [];
  return [...(Array.isArray(roles) ? roles : []), ...scopes];
}

/** A GUID without its dashes, for tenants have 32 characters at most; else the name as it is. */
function tenantOf(claim: unknown): string | undefined {
  if (typeof claim !== 'string') return undefined;
  if (GUID.test(claim)) return claim.replaceAll('-', '').toLowerCase();
  return isTenantName(claim) ? claim : undefined;
}

function forbidden(detail: string, headers: Readonly<Record<string, string>> = {}): Problem {
  return new Problem('forbidden', detail, { headers });
}
