import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import { Problem } from '../problem.ts';

/** Entra answers in tens of milliseconds; a request waits for it, so not for long. */
const TIMEOUT_MS = 3_000;
const RETRY_AFTER_SECONDS = '5';

/**
 * The keys that sign a directory's tokens, cached; a key that is not among them has them fetched again,
 * though not within `cooldownMs`, so that a flood of invented keys asks Entra no more often.
 * @throws {Problem} from the function that it returns: identity-unavailable if they cannot be had.
 */
export function createEntraKeys(url: URL, cooldownMs: number): JWTVerifyGetKey {
  const remote = createRemoteJWKSet(url, {
    timeoutDuration: TIMEOUT_MS,
    cooldownDuration: cooldownMs,
  });
  return async (header, token) => {
    try {
      return await remote(header, token);
    } catch (error) {
      if (isOfToken(error)) throw error;
      throw new Problem('identity-unavailable', 'Entra does not answer. Try again in a moment.', {
        headers: { 'Retry-After': RETRY_AFTER_SECONDS },
        cause: error,
      });
    }
  };
}

/** Whether the keys were there, and the token is what is wrong. */
function isOfToken(error: unknown): boolean {
  return (
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSENotSupported
  );
}
