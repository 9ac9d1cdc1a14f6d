import type { MiddlewareHandler } from 'hono';
import { addHeaders } from '../answer-headers.ts';
import type { ApiEnv } from '../auth/caller.ts';
import { type Quotas, rateLimitHeaders } from './quotas.ts';

/**
 * Counts each request for its caller, and tells in `RateLimit` how many are left; in the answers to
 * errors too, but an answer that tells of another limit keeps what it says.
 * @throws {Problem} rate-limited, with the same headers, if none is left.
 */
export function limitRequests(quotas: Quotas): MiddlewareHandler<ApiEnv> {
  return async function limitRequests(context, next) {
    const state = await quotas.spend(context.get('caller').tenant, 'requests', 1);
    if (state) addHeaders(context, rateLimitHeaders(state));
    await next();
  };
}
