import { z } from '@hono/zod-openapi';
import type { Handler, Hono } from 'hono';
import type { ApiEnv } from '../auth/caller.ts';
import type { ROUTES } from '../contract/openapi.ts';
import { readQuery } from '../read-input.ts';

const NO_QUERY = z.strictObject({});

/** Answers the calls of one route of the contract; one that takes no query is refused with any. */
export function mount(
  app: Hono<ApiEnv>,
  route: (typeof ROUTES)[number],
  handler: Handler<ApiEnv>,
): void {
  const takesQuery = 'request' in route && 'query' in route.request;
  app.on(route.method.toUpperCase(), route.getRoutingPath(), (context, next) => {
    if (!takesQuery) readQuery(context, NO_QUERY);
    return handler(context, next);
  });
}
