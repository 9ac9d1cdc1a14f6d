import { Hono } from 'hono';
import { openApiDocument } from '../contract/openapi.ts';

/** `/openapi.json`: the contract, made from the schemas that the calls are checked with. */
export function openApiRoutes(): Hono {
  const text = JSON.stringify(openApiDocument());
  return new Hono().get('/openapi.json', (context) =>
    context.body(text, 200, { 'content-type': 'application/json', 'cache-control': 'no-cache' }),
  );
}
