import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createPages } from './pages.ts';

const pages = createPages({ storageOrigin: 'https://storage.example' });

async function ask(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return pages.request(path, { headers });
}

describe('the page', () => {
  it('may call this API and the storage, and run what this API serves, and nothing else', async () => {
    const policy = (await ask('/')).headers.get('content-security-policy');

    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("connect-src 'self' https://storage.example;");
    expect(policy).toMatch(/script-src 'self' 'sha256-[\w+/]+='/);
    expect(policy).not.toContain('unsafe');
  });

  it('is answered with 304 to who has it', async () => {
    const etag = (await ask('/')).headers.get('etag') ?? '';

    const again = await ask('/', { 'if-none-match': etag });

    expect(again.status).toBe(304);
    expect(again.headers.get('cache-control')).toBe('no-cache');
  });

  it('goes compressed to who takes that, and is the same', async () => {
    const plain = await (await ask('/page/main.ts')).text();

    const response = await ask('/page/main.ts', { 'accept-encoding': 'br, gzip;q=0.8' });

    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(gunzipSync(await response.arrayBuffer()).toString()).toBe(plain);
  });

  it('has its modules as JavaScript', async () => {
    const response = await ask('/page/api.ts');

    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(await response.text()).not.toContain('import type');
  });

  it('names only files that are served', async () => {
    const html = await (await ask('/')).text();
    const paths = [...html.matchAll(/(?:href|src)="(\/[^"]+)"|: "(\/[^"]+)"/g)];

    const answers = await Promise.all(
      paths.map(async ([, path, mapped]) => (await ask(path ?? mapped ?? '')).status),
    );

    expect(answers.length).toBeGreaterThan(30);
    expect(new Set(answers)).toEqual(new Set([200]));
  });

  it.each([
    '/page/read-events.test.ts',
    '/page/tsconfig.json',
    '/page/../pages/pages.ts',
    '/page/%2e%2e/main.ts',
    '/page/core/data-set/../options.ts',
    '/page/',
  ])('does not serve %s', async (path) => {
    expect((await ask(path)).status).toBe(404);
  });
});

describe('/docs', () => {
  it('loads its script from here, and may call nobody else', async () => {
    const response = await ask('/docs');

    expect(await response.text()).toContain('<script src="/docs/scalar.js"></script>');
    const policy = response.headers.get('content-security-policy');
    expect(policy).toContain("connect-src 'self'");
    expect(policy).toMatch(/script-src 'self' 'sha256-/);
  });

  it('gives the script to clients that take no compression, too', async () => {
    const response = await ask('/docs/scalar.js', { 'accept-encoding': 'gzip;q=0' });

    expect(response.headers.get('content-encoding')).toBeNull();
    expect(await response.text()).toContain('createApiReference');
  });
});
