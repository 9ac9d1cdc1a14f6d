import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { ApiEnv } from './auth/caller.ts';
import { Problem } from './problem.ts';

/**
 * Refuses a body of more than `maxSize` bytes.
 * @throws {Problem} 413
 */
export function limitBody(maxSize: number): MiddlewareHandler<ApiEnv> {
  const refuse = (): never => {
    throw new Problem('too-large', `The body may have ${maxSize} bytes.`);
  };
  const count = bodyLimit({ maxSize, onError: refuse });
  return function limitBody(context, next) {
    const { method } = context.req;
    if (method === 'GET' || method === 'HEAD') return next();
    const length = context.req.header('content-length');
    // Whoever asks for the body makes a stream of it, so it is not asked for where its length is known:
    // an HTTP server gives no byte more of it.
    const isCounted = length === undefined || context.req.header('transfer-encoding') !== undefined;
    if (isCounted) return count(context, next);
    return Number.parseInt(length, 10) > maxSize ? refuse() : next();
  };
}
