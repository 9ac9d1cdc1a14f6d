import type { Log } from '@blobscribe/core/log';
import { Hono } from 'hono';
import type { ApiEnv } from '../auth/caller.ts';
import { batchEvents } from '../batch-events.ts';
import type { ProgressReader } from '../batch-progress.ts';
import { eventsHeader, followBatch } from '../contract/batches.ts';
import type { InFlight } from '../limits/in-flight.ts';
import { readHeaders } from '../read-input.ts';
import type { RequestStore } from '../request-store.ts';
import { streamBody } from '../stream.ts';
import { findBatch } from './find-batch.ts';
import { mount } from './mount.ts';

export type BatchEventRoutes = {
  readonly requests: RequestStore;
  readonly readProgress: ProgressReader;
  readonly inFlight: InFlight;
  readonly log: Log;
};

/** The progress of a batch as it happens; a stream has a place of its tenant's for as long as it is open. */
export function batchEventRoutes(dependencies: BatchEventRoutes): Hono<ApiEnv> {
  const { requests, readProgress, inFlight, log } = dependencies;
  const app = new Hono<ApiEnv>();

  mount(app, followBatch, async (context) => {
    const { 'last-event-id': lastEventId = '' } = readHeaders(context, eventsHeader);
    const { tenant } = context.get('caller');
    const batch = await findBatch(requests, tenant, context.req.param('id'));
    // Nobody would read the stream, nor leave it.
    if (context.req.method === 'HEAD') return context.body(null, 200, EVENT_STREAM);
    const { signal } = context.req.raw;
    const events = batchEvents(() => readProgress(tenant, batch), lastEventId, signal);
    const { promise: answered, resolve, reject } = Promise.withResolvers<Response>();
    const streaming = inFlight.run(tenant, async () => {
      const { promise: ended, resolve: end } = Promise.withResolvers<void>();
      const body = streamBody(encoded(events), log, end);
      resolve(context.body(body, 200, EVENT_STREAM));
      await ended;
    });
    streaming.catch(reject);
    return answered;
  });

  return app;
}

const EVENT_STREAM = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-store',
  // Proxies that gather an answer before they pass it on would hold the events back.
  'x-accel-buffering': 'no',
};

async function* encoded(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const text of texts) yield encoder.encode(text);
}
