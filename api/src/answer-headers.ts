import { randomUUID } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import type { ApiEnv } from './auth/caller.ts';

/** What hono/secure-headers sets; it is asked in a test whether it still does. */
const SECURITY = {
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=15552000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'SAMEORIGIN',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
} as const;

const REQUEST_ID = /^[\w\-=]{1,255}$/;

/**
 * Gives each answer, also to an error, the headers that it has whatever it says: the id of its request,
 * those that protect a browser, and what middleware adds with `addHeaders`. They are gathered in a plain
 * object and set once: hono's own middleware sets them on a response that it has to make and copy, which
 * takes twice as long as all the rest of a request.
 */
export function answerHeaders(): MiddlewareHandler<ApiEnv> {
  return async function answerHeaders(context, next) {
    const given = context.req.header('x-request-id');
    const requestId = given !== undefined && REQUEST_ID.test(given) ? given : randomUUID();
    context.set('requestId', requestId);
    context.set('answerHeaders', { 'x-request-id': requestId, ...SECURITY });
    await next();
    const left = takeHeaders(context);
    if (!left) return;
    const { vary, ...rest } = left;
    const { headers } = context.res;
    for (const [name, value] of Object.entries(rest)) {
      // An answer that tells of another limit keeps what it says.
      if (!headers.has(name)) headers.set(name, value);
    }
    if (vary !== undefined) headers.append('vary', vary);
  };
}

/** Adds headers to those of this answer. */
export function addHeaders(
  context: Context<ApiEnv>,
  headers: Readonly<Record<string, string>>,
): void {
  Object.assign(context.get('answerHeaders') ?? {}, headers);
}

/**
 * An answer that has all its headers from the beginning, so that none is set after: for a call that is
 * asked often.
 */
export function wholeAnswer(
  context: Context<ApiEnv>,
  body: string | null,
  status: number,
  headers: Readonly<Record<string, string>>,
): Response {
  return new Response(body, { status, headers: { ...takeHeaders(context), ...headers } });
}

/** Those that no answer has taken yet. */
function takeHeaders(context: Context<ApiEnv>): ApiEnv['Variables']['answerHeaders'] {
  const headers = context.get('answerHeaders');
  context.set('answerHeaders', undefined);
  return headers;
}
