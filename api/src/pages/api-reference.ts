import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { Scalar } from '@scalar/hono-api-reference';
import { Hono } from 'hono';
import { type Asset, etagOf, prepareAsset, sendAsset } from './asset.ts';
import { contentSecurityPolicy, inlineScriptHashes } from './content-security-policy.ts';

const SCRIPT = new URL('../vendor/scalar-1.72.1.js.gz', import.meta.url);

/** The reference of the API as Scalar shows it: from `/openapi.json`, with nothing of another host. */
export function apiReference(): Hono {
  const script = readScript();
  const reference = new Hono().get('/', Scalar({ ...CONFIGURATION }));
  let page: Promise<{ asset: Asset; policy: string }> | undefined;

  return new Hono()
    .get('/', async (context) => {
      page ??= renderPage(reference);
      const { asset, policy } = await page;
      return sendAsset(context, asset, { 'content-security-policy': policy });
    })
    .get('/scalar.js', (context) => sendAsset(context, script));
}

const CONFIGURATION = {
  url: '/openapi.json',
  cdn: '/docs/scalar.js',
  pageTitle: 'Blobscribe API',
  favicon: '/favicon.svg',
  theme: 'default',
  withDefaultFonts: false,
  telemetry: false,
  showDeveloperTools: 'never',
  hideClientButton: true,
  agent: { disabled: true },
  mcp: { disabled: true },
} as const;

async function renderPage(reference: Hono): Promise<{ asset: Asset; policy: string }> {
  const html = await (await reference.request('/')).text();
  const policy = contentSecurityPolicy({
    'script-src': ["'self'", ...inlineScriptHashes(html)],
    // Scalar puts its styles in as it goes.
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'blob:', 'data:'],
    'font-src': ["'self'", 'data:'],
    'connect-src': ["'self'"],
  });
  const named = html.replace('<html>', '<html lang="en">');
  return { asset: prepareAsset(named, 'text/html; charset=utf-8'), policy };
}

function readScript(): Asset {
  const gzip = new Uint8Array(readFileSync(SCRIPT));
  const body = new Uint8Array(gunzipSync(gzip));
  return { type: 'text/javascript; charset=utf-8', body, gzip, etag: etagOf(gzip) };
}
