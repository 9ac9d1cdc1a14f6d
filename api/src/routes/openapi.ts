import { Hono } from 'hono';
import { openApiDocument } from '../contract/openapi.ts';

/** `/openapi.json`: the contract, made from the schemas that the calls are checked with. */
export function openApiRoutes(): Hono {
  let text: string | undefined;
  return new Hono().get('/openapi.json', (context) => {
    text ??= JSON.stringify(openApiDocument());
    const headers = { 'content-type': 'application/json', 'cache-control': 'no-cache' };
    return context.body(text, 200, headers);
  });
}
