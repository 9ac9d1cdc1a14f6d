import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApiDocument } from '../api/src/contract/openapi.ts';
import { createApiKey, formatApiKeyEntry, hashApiKey } from '../core/src/api-key.ts';
import { type ApiBench, apiBench } from './support/api-bench.ts';
import { type TokenIssuer, tokenIssuer } from './support/token-issuer.ts';

const calls = Object.entries(openApiDocument().paths ?? {})
  .filter(([path]) => path.startsWith('/v1/'))
  .flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ path, method: method.toUpperCase() })),
  );
type Call = (typeof calls)[number];

/** Bodies with which the POSTs succeed. */
const BODIES: Readonly<Record<string, unknown>> = {
  'POST /v1/uploads': {},
  'POST /v1/prompts': Buffer.from('abc'),
  'POST /v1/batches': { files: [{ name: 'a.jpg' }] },
};

/** What one tenant has: none of it may show in an answer to anybody else. */
const SECRET = 'a lighthouse that only its owner knows';
type Belongings = { readonly image: string; readonly finished: string; readonly batch: string };

async function fill(bench: ApiBench, headers: object, tenant: string): Promise<Belongings> {
  const post = async (path: string, body: unknown) => {
    const response = await bench.ask(path, { method: 'POST', body, headers });
    return ((await response.json()) as { id: string }).id;
  };
  const batch = await post('/v1/batches', { files: [{ name: SECRET }, { name: 'b.jpg' }] });
  const finished = await post('/v1/uploads', { fileName: SECRET });
  await bench.describe(finished, SECRET, tenant);
  await bench.describe(`${batch}.0`, SECRET, tenant);
  return { image: await post('/v1/uploads', { fileName: SECRET }), finished, batch };
}

/** Asks for each thing of the owner's that a call could reach. */
async function askAll(bench: ApiBench, { path, method }: Call, mine: Belongings, headers: object) {
  const { image, finished, batch } = mine;
  const ids = path.includes('batches') ? [batch] : [image, finished, `${batch}.0`, `${batch}.1`];
  const query = path.endsWith('/export') ? '?format=csv' : '';
  const targets = path.includes('{id}') ? ids.map((id) => path.replace('{id}', id)) : [path];
  if (path === '/v1/prompts' && method === 'GET') targets.push(`${path}?batch=${batch}`);
  const body = BODIES[`${method} ${path}`];
  const type = body instanceof Uint8Array ? { 'content-type': 'image/jpeg' } : {};
  const question = { method, body, headers: { ...type, ...headers } };
  return Promise.all(
    targets.map(async (target) => {
      const response = await bench.ask(target + query, question);
      const isStream = path.endsWith('/events') && response.status === 200;
      if (isStream) await response.body?.cancel();
      return { status: response.status, text: isStream ? '' : await response.text() };
    }),
  );
}

function leaks(text: string, { image, finished, batch }: Belongings): boolean {
  return [SECRET, image, finished, batch].some((secret) => {
    // The path that was asked is repeated in a problem; nothing else of it is.
    const told = text.replace(/"instance":"[^"]*"/, '');
    return told.includes(secret);
  });
}

describe('with API keys', () => {
  const keys = { acme: createApiKey(), second: createApiKey(), other: createApiKey() };
  const drop = createApiKey();
  const expired = createApiKey();
  let bench: ApiBench;
  let mine: Belongings;

  beforeAll(async () => {
    const entry = (tenant: string, key: string, expires?: Date) =>
      formatApiKeyEntry({ tenant, sha256: hashApiKey(key), ...(expires ? { expires } : {}) });
    bench = await apiBench({
      AUTH: 'api-key',
      API_KEYS: [
        entry('acme', keys.acme),
        entry('acme', keys.second),
        entry('acme', expired, new Date('2020-01-01')),
        entry('other', keys.other),
        entry('drop', drop),
      ].join(','),
    });
    mine = await fill(bench, { 'x-api-key': keys.acme }, 'acme');
  });

  afterAll(() => bench.stop());

  describe.each(calls)('$method $path', (call) => {
    it.each([
      ['nobody', {}],
      ['an unknown key', { 'x-api-key': createApiKey() }],
      ['a hash instead of its key', { 'x-api-key': hashApiKey(keys.acme) }],
      ['an expired key', { 'x-api-key': expired }],
      ['another scheme', { authorization: `Basic ${keys.acme}` }],
    ])('answers 401 to %s', async (_, headers) => {
      for (const { status, text } of await askAll(bench, call, mine, headers)) {
        expect(status).toBe(401);
        expect(leaks(text, mine)).toBe(false);
      }
    });

    it('shows another tenant nothing', async () => {
      const headers = { 'x-api-key': keys.other };
      for (const { status, text } of await askAll(bench, call, mine, headers)) {
        if (call.path.includes('{id}')) expect(status).toBe(404);
        expect(leaks(text, mine)).toBe(false);
      }
    });

    it('lets a key for what was dropped neither write nor see a tenant', async () => {
      const headers = { 'x-api-key': drop };
      for (const { status, text } of await askAll(bench, call, mine, headers)) {
        expect([200, 403, 404]).toContain(status);
        expect(status === 200).toBe(
          call.method === 'GET' && call.path === '/v1/prompts' && text === '{"items":[]}',
        );
        expect(leaks(text, mine)).toBe(false);
      }
    });
  });

  // The deletion comes last, for it leaves nothing to ask for.
  const deletionLast = calls.toSorted(
    (a, b) => Number(a.method === 'DELETE') - Number(b.method === 'DELETE'),
  );
  it.each(deletionLast)('$method $path answers its tenant, by either of its keys', async (call) => {
    const headers = { authorization: `Bearer ${keys.second}` };
    for (const { status } of await askAll(bench, call, mine, headers)) {
      expect([200, 201, 202, 204, 409]).toContain(status);
    }
  });

  it('finds what was dropped for its own key alone', async () => {
    const path = '/v1/prompts?path=drop/';
    const status = async (key: string) =>
      (await bench.ask(path, { headers: { 'x-api-key': key } })).status;

    expect(await status(drop)).toBe(200);
    expect(await status(keys.acme)).toBe(404);
  });

  it('tells how many requests are left', async () => {
    const response = await bench.ask('/v1/prompts', { headers: { 'x-api-key': keys.other } });

    expect(response.headers.get('ratelimit-policy')).toBe('"requests";q=600;w=60');
    expect(response.headers.get('ratelimit')).toMatch(/^"requests";r=\d+;t=\d+$/);
  });

  it.each(['/healthz', '/readyz', '/', '/openapi.json', '/docs'])(
    'leaves %s open',
    async (path) => {
      expect((await bench.ask(path)).status).toBe(200);
    },
  );
});

describe('with Entra', () => {
  let issuer: TokenIssuer;
  let bench: ApiBench;
  let mine: Belongings;

  const bearer = async (...token: Parameters<TokenIssuer['token']>) => ({
    authorization: `Bearer ${await issuer.token(...token)}`,
  });

  beforeAll(async () => {
    issuer = await tokenIssuer();
    bench = await apiBench({
      AUTH: 'entra',
      ENTRA_AUTHORITY: issuer.authority,
      ENTRA_TENANT_ID: issuer.directory,
      ENTRA_AUDIENCE: issuer.application,
      ENTRA_TENANT_CLAIM: 'tenant',
    });
    mine = await fill(bench, await bearer({ tenant: 'acme' }), 'acme');
  });

  afterAll(async () => {
    await bench.stop();
    await issuer.close();
  });

  describe.each(calls)('$method $path', (call) => {
    it.each([
      [401, 'no token', async () => ({})],
      [401, 'an expired token', () => bearer({ tenant: 'acme', exp: 1 })],
      [401, 'another audience', () => bearer({ tenant: 'acme', aud: 'other' })],
      [401, 'another issuer', () => bearer({ tenant: 'acme', iss: 'https://evil.example' })],
      [403, 'no role', () => bearer({ tenant: 'acme', roles: [] })],
      [403, 'no tenant', () => bearer({})],
      [403, 'a reserved tenant', () => bearer({ tenant: 'drop' })],
    ])('answers %i to %s', async (expected, _, headers) => {
      for (const { status, text } of await askAll(bench, call, mine, await headers())) {
        expect(status).toBe(expected);
        expect(leaks(text, mine)).toBe(false);
      }
    });

    it('shows another tenant nothing, and its own tenant all', async () => {
      const other = await askAll(bench, call, mine, await bearer({ tenant: 'other' }));

      for (const { status, text } of other) {
        if (call.path.includes('{id}')) expect(status).toBe(404);
        expect(leaks(text, mine)).toBe(false);
      }
    });
  });

  it('answers its tenant', async () => {
    const headers = await bearer({ tenant: 'acme' });

    const response = await bench.ask(`/v1/prompts/${mine.finished}`, { headers });

    expect(await response.json()).toMatchObject({ prompt: SECRET });
  });
});
