import { loopbackOrigins } from '@blobscribe/core/foreign-request';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { API_PORT, type ApiBench, apiBench } from '../../test/support/api-bench.ts';

let bench: ApiBench;

beforeAll(async () => {
  bench = await apiBench();
});

afterAll(() => bench.stop());

describe('a laptop without authentication', () => {
  it.each([
    ['a rebound host name', { host: 'evil.example:8080' }],
    ['a script of another page', { origin: 'https://evil.example' }],
    ['a form or link of another page', { 'sec-fetch-site': 'cross-site' }],
  ])('refuses %s', async (_, headers) => {
    const response = await bench.ask('/v1/uploads', { method: 'POST', headers });

    expect(response.status).toBe(403);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  it.each(loopbackOrigins(API_PORT))('lets its own page at %s call', async (origin) => {
    const response = await bench.ask('/healthz', { headers: { origin } });

    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBe(origin);
  });
});

describe('health', () => {
  it('is ready while the storage answers', async () => {
    expect((await bench.ask('/healthz')).status).toBe(200);
    expect((await bench.ask('/readyz')).status).toBe(200);
  });

  it('answers 404 in problem+json elsewhere', async () => {
    const response = await bench.ask('/nowhere');

    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
  });
});
