import { Hono } from 'hono';
import { apiReference } from './api-reference.ts';
import { prepareAsset, sendAsset } from './asset.ts';
import { contentSecurityPolicy, inlineScriptHashes } from './content-security-policy.ts';
import { readDataSetFiles, readPage, readPageFiles } from './page-files.ts';

export type PagesOptions = {
  /** Where the page sends images: scheme://host[:port] of the storage as browsers reach it. */
  readonly storageOrigin: string;
};

/**
 * What a browser shows: the page at `/`, the reference of the API at `/docs`, and all they load.
 * Everything is read once, now; no path of a request ever leads to a file.
 */
export function createPages({ storageOrigin }: PagesOptions): Hono {
  const own = readPageFiles();
  const files = new Map([...own, ...readDataSetFiles()]);
  const html = preload(readPage(), [...own.keys()]);
  const page = prepareAsset(html, 'text/html; charset=utf-8');
  const headers = {
    'content-security-policy': contentSecurityPolicy({
      'script-src': ["'self'", ...inlineScriptHashes(html)],
      'style-src': ["'self'"],
      'img-src': ["'self'", 'blob:', 'data:'],
      'connect-src': ["'self'", storageOrigin],
      'require-trusted-types-for': ["'script'"],
    }),
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
  };

  const pages = new Hono().get('/', (context) => sendAsset(context, page, headers));
  for (const [path, asset] of files) pages.get(path, (context) => sendAsset(context, asset));
  const mark = files.get('/page/favicon.svg');
  if (mark) pages.get('/favicon.svg', (context) => sendAsset(context, mark));
  return pages.route('/docs', apiReference());
}

/** Small modules load one after another as each names the next, unless all are named at once. */
function preload(html: string, paths: readonly string[]): string {
  const links = paths
    .filter((path) => path.endsWith('.ts'))
    .map((path) => `    <link rel="modulepreload" href="${path}">\n`);
  return html.replace('  </head>', `${links.join('')}  </head>`);
}
