import { RestError } from '@azure/storage-blob';
import { DROP_TENANT } from '@blobscribe/core/blob-names';
import { DeadlineError } from '@blobscribe/core/deadline';
import { foreignRequest } from '@blobscribe/core/foreign-request';
import type { Log } from '@blobscribe/core/log';
import { Hono, type MiddlewareHandler } from 'hono';
import { allowOrigins } from './allow-origins.ts';
import { answerHeaders } from './answer-headers.ts';
import type { ApiEnv, Authenticate } from './auth/caller.ts';
import { methodsOf } from './contract/methods-of.ts';
import { limitBody } from './limit-body.ts';
import { limitRequests } from './limits/limit-requests.ts';
import type { Quotas } from './limits/quotas.ts';
import { Problem, problemResponse } from './problem.ts';
import { mediaTypeOf } from './read-input.ts';

const MEBIBYTE = 1024 * 1024;
const MAX_JSON_BYTES = 2 * MEBIBYTE;
/** 1,000 names of 1,024 characters fit, each character escaped. */
const MAX_BATCH_BYTES = 8 * MEBIBYTE;

/** The status that proxies write down for a client that hung up; it reaches nobody. */
const CLIENT_CLOSED = 499;

export type AppOptions = {
  /** The pages that may call from a browser. */
  readonly origins: readonly string[];
  /** With `AUTH=none`: the names under which this machine is asked; all else is refused. */
  readonly ownHosts: readonly string[] | undefined;
  readonly authenticate: Authenticate;
  readonly quotas: Quotas;
  /** The calls under /v1. */
  readonly calls: readonly Hono<ApiEnv>[];
  /** What anybody may ask. */
  readonly health: Hono<ApiEnv>;
  readonly pages: readonly Hono[];
  readonly log: Log;
};

/** The API as a function from a Request to a Response: guards, routes, and one place for errors. */
export function createApp(options: AppOptions): Hono<ApiEnv> {
  const { origins, ownHosts, authenticate, quotas, calls, health, pages, log } = options;
  const app = new Hono<ApiEnv>();
  app.use(answerHeaders());
  if (ownHosts) app.use(refuseForeign(ownHosts, origins));
  app.use(allowOrigins(origins));
  app.use('/v1/*', admit(authenticate));
  app.use('/v1/*', limitRequests(quotas));
  app.use('/v1/*', limitJson());

  for (const routes of [...calls, health]) app.route('/', routes);
  for (const page of pages) app.route('/', page);

  app.notFound((context) => {
    const { path } = context.req;
    const methods = methodsOf(path);
    const problem =
      methods.length > 0
        ? new Problem('method-not-allowed', `Here one can only ${methods.join(', ')}.`, {
            headers: { allow: methods.join(', ') },
          })
        : new Problem('not-found', 'Nothing is here; /docs shows what there is.');
    return problemResponse(context, problem);
  });
  app.onError((error, context) => {
    if (error instanceof Problem) return problemResponse(context, error);
    const { method, path, raw } = context.req;
    // Nobody is left to answer, and a client that hangs up is no fault of ours.
    if (raw.signal.aborted) return new Response(null, { status: CLIENT_CLOSED });
    log.error('request-failed', { requestId: context.get('requestId'), method, path, error });
    return problemResponse(context, problemOf(error));
  });
  return app;
}

function problemOf(error: Error): Problem {
  if (!(error instanceof RestError || error instanceof DeadlineError)) {
    return new Problem('internal-error', 'Try again in a moment.');
  }
  const detail = 'The storage did not do its part. Try again in a few seconds.';
  return new Problem('storage-unavailable', detail, { headers: { 'retry-after': '5' } });
}

function admit(authenticate: Authenticate): MiddlewareHandler<ApiEnv> {
  return async function admit(context, next) {
    const caller = await authenticate(context.req.raw.headers);
    const isReading = context.req.method === 'GET' || context.req.method === 'HEAD';
    if (caller.tenant === DROP_TENANT && !isReading) {
      throw new Problem('forbidden', 'This key may only read what was dropped.');
    }
    context.set('caller', caller);
    await next();
  };
}

function refuseForeign(
  hosts: readonly string[],
  origins: readonly string[],
): MiddlewareHandler<ApiEnv> {
  return async function refuseForeign(context, next) {
    const { req } = context;
    const asked = {
      host: req.header('host'),
      origin: req.header('origin'),
      secFetchSite: req.header('sec-fetch-site'),
    };
    const reason = foreignRequest(asked, { hosts, origins });
    if (reason) {
      throw new Problem(
        'foreign-request',
        `This API answers to its own machine only, and ${reason}.`,
      );
    }
    await next();
  };
}

/** All bodies are JSON and small, but for an image's, which is counted where it is stored. */
function limitJson(): MiddlewareHandler<ApiEnv> {
  const limit = limitBody(MAX_JSON_BYTES);
  const limitBatch = limitBody(MAX_BATCH_BYTES);
  return function limitJson(context, next) {
    const { path, method } = context.req;
    if (path === '/v1/batches') return limitBatch(context, next);
    const takesImages = path === '/v1/prompts' && method === 'POST';
    const isImage = takesImages && mediaTypeOf(context) !== 'application/json';
    return isImage ? next() : limit(context, next);
  };
}
