import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { addHeaders } from './answer-headers.ts';
import type { ApiEnv } from './auth/caller.ts';

const EXPOSED_HEADERS = [
  'Location',
  'ETag',
  'Retry-After',
  'X-Request-Id',
  'RateLimit',
  'RateLimit-Policy',
  'WWW-Authenticate',
  'Content-Disposition',
];

/** Lets the pages of `origins` call from a browser (WHATWG Fetch, 3.3), and answers its questions before. */
export function allowOrigins(origins: readonly string[]): MiddlewareHandler<ApiEnv> {
  const answerPreflight = cors({
    origin: [...origins],
    exposeHeaders: EXPOSED_HEADERS,
    maxAge: 3600,
  });
  const common = {
    'access-control-expose-headers': EXPOSED_HEADERS.join(','),
    vary: 'Origin',
  };
  return async function allowOrigins(context, next) {
    if (context.req.method === 'OPTIONS') return answerPreflight(context, next);
    const origin = context.req.header('origin');
    const isAllowed = origin !== undefined && origins.includes(origin);
    addHeaders(context, common);
    if (isAllowed) addHeaders(context, { 'access-control-allow-origin': origin });
    await next();
  };
}
