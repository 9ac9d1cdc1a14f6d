import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { answerHeaders } from '../answer-headers.ts';
import type { ApiEnv } from '../auth/caller.ts';
import { Problem, problemResponse } from '../problem.ts';
import { limitRequests } from './limit-requests.ts';
import { createQuotas, type QuotaLimits } from './quotas.ts';

const LIMITS = { requests: 2, 'open-uploads': 0, images: 1 };

function api(limits: QuotaLimits | undefined) {
  const quotas = createQuotas(limits);
  const app = new Hono<ApiEnv>();
  app.use(answerHeaders());
  app.use(async (context, next) => {
    context.set('caller', { tenant: context.req.header('x-tenant') ?? 'acme', readsDrop: false });
    await next();
  });
  app.use(limitRequests(quotas));
  app.get('/json', (context) => context.json({}));
  app.get('/raw', () => new Response('made by the handler'));
  app.get('/missing', () => {
    throw new Problem('not-found', 'Not here.');
  });
  app.get('/upload', async (context) => {
    await quotas.spend('acme', 'open-uploads', 1);
    return context.json({});
  });
  app.onError((error, context) =>
    error instanceof Problem ? problemResponse(context, error) : context.text('broken', 500),
  );
  return app;
}

describe('a counted request', () => {
  it.each(['/json', '/raw', '/missing'])('is told how many are left: %s', async (path) => {
    const { headers } = await api(LIMITS).request(path);

    expect(headers.get('ratelimit-policy')).toBe('"requests";q=2;w=60');
    expect(headers.get('ratelimit')).toBe('"requests";r=1;t=60');
  });

  it('over the limit is a 429 that says when to come back, and no other tenant feels it', async () => {
    const app = api(LIMITS);
    await app.request('/json');
    await app.request('/json');
    const refused = await app.request('/json');

    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('60');
    expect(refused.headers.get('ratelimit-policy')).toBe('"requests";q=2;w=60');
    expect(refused.headers.get('ratelimit')).toBe('"requests";r=0;t=60');
    expect(await refused.json()).toMatchObject({
      type: 'urn:blobscribe:problem:rate-limited',
      detail: expect.stringContaining('2 requests a minute'),
    });
    const other = await app.request('/json', { headers: { 'x-tenant': 'other' } });
    expect(other.status).toBe(200);
  });

  it('that meets another limit is told of that one', async () => {
    const { status, headers } = await api(LIMITS).request('/upload');

    expect(status).toBe(429);
    expect(headers.get('ratelimit')).toMatch(/^"open-uploads";r=0;t=\d+$/);
    expect(headers.get('ratelimit-policy')).toBe('"open-uploads";q=0;w=900');
  });

  it('is no different where nothing is counted', async () => {
    const { status, headers } = await api(undefined).request('/json');

    expect(status).toBe(200);
    expect(headers.has('ratelimit')).toBe(false);
  });
});
