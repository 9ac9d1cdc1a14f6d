import { foreignRequest } from '@blobscribe/core/foreign-request';
import type { Log } from '@blobscribe/core/log';
import { Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import { secureHeaders } from 'hono/secure-headers';
import { Problem, problemResponse } from './problem.ts';

/** A request in JSON is small: 1,000 file names of a batch fit. */
const MAX_JSON_BYTES = 2 * 1024 * 1024;

/** The status that proxies write down for a client that hung up; it reaches nobody. */
const CLIENT_CLOSED = 499;

export type AppOptions = {
  /** The pages that may call from a browser. */
  readonly origins: readonly string[];
  /** With `AUTH=none`: the names under which this machine is asked; all else is refused. */
  readonly ownHosts: readonly string[] | undefined;
  readonly uploads: Hono;
  readonly prompts: Hono;
  readonly health: Hono;
  readonly log: Log;
};

/** The API as a function from a Request to a Response: guards, routes, and one place for errors. */
export function createApp({ origins, ownHosts, uploads, prompts, health, log }: AppOptions): Hono {
  const app = new Hono();
  app.use(secureHeaders());
  if (ownHosts) app.use(refuseForeign(ownHosts, origins));
  app.use(cors({ origin: [...origins], exposeHeaders: ['Location', 'ETag', 'Retry-After'] }));
  app.use('/v1/*', limitBody());

  app.route('/v1/uploads', uploads);
  app.route('/v1/prompts', prompts);
  app.route('/', health);

  app.notFound((context) =>
    problemResponse(context, new Problem('not-found', 'Nothing is here; the API is under /v1.')),
  );
  app.onError((error, context) => {
    if (error instanceof Problem) return problemResponse(context, error);
    // Nobody is left to answer, and a client that hangs up is no fault of ours.
    if (context.req.raw.signal.aborted) return new Response(null, { status: CLIENT_CLOSED });
    log.error('request-failed', { method: context.req.method, path: context.req.path, error });
    return problemResponse(context, new Problem('internal-error', 'Try again in a moment.'));
  });
  return app;
}

function refuseForeign(hosts: readonly string[], origins: readonly string[]): MiddlewareHandler {
  return async function refuseForeign(context, next) {
    const { host, origin, 'sec-fetch-site': secFetchSite } = context.req.header();
    const reason = foreignRequest({ host, origin, secFetchSite }, { hosts, origins });
    if (reason) {
      throw new Problem(
        'foreign-request',
        `This API answers to its own machine only, and ${reason}.`,
      );
    }
    await next();
  };
}

function limitBody(): MiddlewareHandler {
  return bodyLimit({
    maxSize: MAX_JSON_BYTES,
    onError: () => {
      throw new Problem('too-large', `The body may have ${MAX_JSON_BYTES} bytes.`);
    },
  });
}
