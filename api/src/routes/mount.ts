import type { Handler, Hono } from 'hono';
import type { ApiEnv } from '../auth/caller.ts';
import type { ROUTES } from '../contract/openapi.ts';

/** Answers the calls of one route of the contract. */
export function mount(
  app: Hono<ApiEnv>,
  route: (typeof ROUTES)[number],
  handler: Handler<ApiEnv>,
): void {
  app.on(route.method.toUpperCase(), route.getRoutingPath(), handler);
}
