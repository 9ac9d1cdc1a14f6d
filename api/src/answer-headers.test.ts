import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { requestId } from 'hono/request-id';
import { secureHeaders } from 'hono/secure-headers';
import { describe, expect, it } from 'vitest';
import { allowOrigins } from './allow-origins.ts';
import { answerHeaders, wholeAnswer } from './answer-headers.ts';
import type { ApiEnv } from './auth/caller.ts';

const ORIGINS = ['https://app.example'];
const EXPOSED = [
  'Location',
  'ETag',
  'Retry-After',
  'X-Request-Id',
  'RateLimit',
  'RateLimit-Policy',
  'WWW-Authenticate',
  'Content-Disposition',
];

function withRoutes(app: Hono<ApiEnv>): Hono<ApiEnv> {
  app.get('/json', (context) => context.json({}));
  app.get('/raw', () => new Response('made by the handler', { headers: { vary: 'accept' } }));
  app.get('/headers', (context) => {
    context.header('etag', '"1"');
    return context.body('x', 200, { 'content-type': 'text/css', 'cache-control': 'no-store' });
  });
  app.get('/broken', () => {
    throw new Error('broken');
  });
  app.onError((error, context) => context.text(error.message, 500, { 'retry-after': '1' }));
  return app;
}

/** The headers of ours beside those of hono's own middleware. */
function ours(): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  app.use(answerHeaders());
  app.use(allowOrigins(ORIGINS));
  return withRoutes(app);
}

function honos(): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  app.use(requestId());
  app.use(secureHeaders());
  app.use(cors({ origin: ORIGINS, exposeHeaders: EXPOSED, maxAge: 3600 }));
  return withRoutes(app);
}

const QUESTIONS: readonly RequestInit[] = [
  {},
  { headers: { origin: 'https://app.example' } },
  { headers: { origin: 'https://evil.example' } },
  { method: 'HEAD' },
  {
    method: 'OPTIONS',
    headers: {
      origin: 'https://app.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type, x-api-key',
    },
  },
  { method: 'OPTIONS', headers: { origin: 'https://evil.example' } },
];

describe('the headers of each answer', () => {
  it.each(['/json', '/raw', '/headers', '/broken', '/nothing'])(
    'are those of the middleware of hono: %s',
    async (path) => {
      for (const question of QUESTIONS) {
        const init = { ...question, headers: { ...question.headers, 'x-request-id': 'known' } };
        const [own, known] = await Promise.all([
          ours().request(path, init),
          honos().request(path, init),
        ]);

        expect(own.status).toBe(known.status);
        expect(Object.fromEntries(own.headers)).toEqual(Object.fromEntries(known.headers));
      }
    },
  );

  it.each(['', 'a b', 'x'.repeat(256)])(
    'name the request anew where its id is of no use: %j',
    async (given) => {
      const { headers } = await ours().request('/json', { headers: { 'x-request-id': given } });

      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    },
  );

  it('are the same, and there once, in an answer that is made whole', async () => {
    const app = new Hono<ApiEnv>();
    app.use(answerHeaders());
    app.use(allowOrigins(ORIGINS));
    app.get('/whole', (context) => wholeAnswer(context, 'x', 200, { etag: '"1"' }));
    app.get('/body', (context) => context.body('x', 200, { etag: '"1"' }));
    const headers = { 'x-request-id': 'known' };

    const [whole, usual] = await Promise.all(
      ['/whole', '/body'].map((path) => app.request(path, { headers })),
    );

    expect(whole?.headers.get('vary')).toBe('Origin');
    expect([...(whole?.headers ?? [])]).toEqual([...(usual?.headers ?? [])]);
  });
});
