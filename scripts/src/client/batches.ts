import type { Options } from '@blobscribe/core/options';
import { type EventSourceMessage, EventSourceParserStream } from 'eventsource-parser/stream';
import * as z from 'zod';
import { pause } from '../pause.ts';
import { type Api, call, open, RefusedError } from './call.ts';
import { uploadSchema } from './uploads.ts';

/** The API says something at least every 15 s; a connection silent for longer is dead. */
const SILENCE_MS = 45_000;
const PAUSE_MS = 1_000;
/** Connections in a row that end without a word, before it is called broken. */
const MOST_SILENT = 5;

const createdSchema = z.object({ id: z.string(), items: z.array(uploadSchema) });

const itemSchema = z.object({
  id: z.string(),
  status: z.enum(['awaiting-upload', 'queued', 'succeeded', 'failed']),
});

const progressSchema = z.object({ items: z.array(itemSchema) });

type CreatedBatch = z.infer<typeof createdSchema>;
export type BatchItem = z.infer<typeof itemSchema>;

export type BatchWanted = {
  readonly names: readonly string[];
  /** In bytes: announced only where it is worth being refused before it is sent. */
  readonly size?: number | undefined;
  readonly options: Options;
  /** With it the same call can be sent again within a day. */
  readonly key: string;
};

/** Asks for a URL for each of up to 1,000 images. */
export function createBatch(api: Api, wanted: BatchWanted): Promise<CreatedBatch> {
  const { names, size, options, key } = wanted;
  const announced = size === undefined ? {} : { size };
  return call(api, '/v1/batches', createdSchema, {
    method: 'POST',
    headers: { 'idempotency-key': key },
    body: { files: names.map((name) => ({ name, ...announced })), options },
  });
}

/** How far each image of a batch is; deleted ones are not among them. */
export async function batchItems(api: Api, id: string): Promise<BatchItem[]> {
  return (await call(api, `/v1/batches/${id}?items=true`, progressSchema)).items;
}

/**
 * The images of a batch as they end, each once, to the end of the batch or until nobody asks any more:
 * over as many connections as it takes, for the API ends each after some minutes.
 * @throws {RefusedError} if the API refuses, or says nothing on several connections in a row.
 */
export async function* followBatch(api: Api, id: string): AsyncGenerator<BatchItem> {
  const told = new Set<string>();
  let lastEventId: string | undefined;
  for (let silent = 0; silent < MOST_SILENT; ) {
    silent += 1;
    for await (const { event, data, id: eventId } of events(api, id, lastEventId)) {
      silent = 0;
      lastEventId = eventId ?? lastEventId;
      if (event === 'item') {
        const item = itemSchema.parse(JSON.parse(data));
        // Told again where a connection broke before its events had an id.
        if (!told.has(item.id)) yield item;
        told.add(item.id);
      }
      if (event === 'done') return;
    }
    await pause(PAUSE_MS, api.signal);
  }
  throw new Error(`the API tells nothing of the batch ${id}`);
}

/** The events of one connection, to its end: that it breaks is no error, for another can follow. */
async function* events(
  api: Api,
  id: string,
  lastEventId: string | undefined,
): AsyncGenerator<EventSourceMessage> {
  const ending = new AbortController();
  const signal = api.signal ? AbortSignal.any([api.signal, ending.signal]) : ending.signal;
  const headers = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
  const silence = setTimeout(() => ending.abort(), SILENCE_MS);
  try {
    const { body } = await open({ ...api, signal }, `/v1/batches/${id}/events`, { headers });
    if (!body) return;
    const alive = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        silence.refresh();
        controller.enqueue(chunk);
      },
    });
    yield* body
      .pipeThrough(alive)
      .pipeThrough(new TextDecoderStream())
      .pipeThrough(new EventSourceParserStream());
  } catch (error) {
    api.signal?.throwIfAborted();
    if (error instanceof RefusedError) throw error;
  } finally {
    clearTimeout(silence);
    ending.abort();
  }
}
