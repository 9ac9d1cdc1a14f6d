import { readProblem } from './api-error.ts';
import type { KeyRing } from './key-ring.ts';
import { pause } from './pause.ts';

const TRIES = 5;
const FIRST_PAUSE_MS = 500;
/** A limit that lasts longer is for the person to know of, not to be waited out in silence. */
const LONGEST_WAIT_SECONDS = 90;
const PASSING = [502, 503, 504];

export type CallOptions = {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
};

export type Call = (method: string, path: string, options?: CallOptions) => Promise<Response>;

/**
 * Asks the API with the key there is: asks the person for one on a 401, waits out a 429, tries again
 * what failed on the way. Throws an `ApiError` for any other answer that is no success.
 */
export function createCall(keys: KeyRing, fetch: typeof globalThis.fetch): Call {
  return async (method, path, options = {}) => {
    // Under one key a POST that is tried again is the same POST.
    const idempotency = method === 'POST' ? { 'idempotency-key': randomKey() } : {};
    for (let attempt = 1; ; attempt += 1) {
      const key = keys.current();
      const headers = { ...idempotency, ...options.headers, ...keyHeader(key) };
      const response = await send(method, path, { ...options, headers });
      if (response?.ok) return response;
      if (response?.status === 401) {
        await keys.replace(key);
        attempt = 0;
        continue;
      }
      const waitMs = waitBefore(response, attempt);
      if (waitMs === undefined) {
        if (response) throw await readProblem(response);
        throw new TypeError('no answer');
      }
      await pause(waitMs);
    }
  };

  async function send(method: string, path: string, options: CallOptions) {
    const { body, headers, signal } = options;
    try {
      return await fetch(path, {
        method,
        cache: 'no-store',
        headers: { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) },
        ...(body ? { body: JSON.stringify(body) } : {}),
        ...(signal ? { signal } : {}),
      });
    } catch (error) {
      if (error instanceof TypeError) return undefined;
      throw error;
    }
  }
}

/** How long to wait before the next try, or undefined if there is to be none. */
function waitBefore(response: Response | undefined, attempt: number): number | undefined {
  if (response?.status === 429) {
    const seconds = Number(response.headers.get('retry-after')) || 1;
    return seconds <= LONGEST_WAIT_SECONDS ? seconds * 1000 : undefined;
  }
  if (response && !PASSING.includes(response.status)) return undefined;
  return attempt < TRIES ? FIRST_PAUSE_MS * 2 ** (attempt - 1) : undefined;
}

/** As a bearer token, which may be an API key or a token of Entra ID. */
function keyHeader(key: string | undefined): Record<string, string> {
  return key === undefined ? {} : { authorization: `Bearer ${key}` };
}

/** As `crypto.randomUUID`, which is there on https and this machine only. */
function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
