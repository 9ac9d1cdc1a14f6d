import { MAX_BATCH_ITEMS } from '@blobscribe/core/blob-names';
import { FAILURE_CODES } from '@blobscribe/core/failure';
import { TARGETS } from '@blobscribe/core/options';
import { fileNameSchema } from '@blobscribe/core/request-record';
import { createRoute, z } from '@hono/zod-openapi';
import { answer, json, problemsOf } from './answers.ts';
import { idempotencyHeader, idParameter, options } from './inputs.ts';
import { announcedFile, uploadTarget } from './uploads.ts';

export const batchBody = z
  .strictObject({
    files: z
      .array(z.strictObject({ name: fileNameSchema, ...announcedFile }))
      .min(1)
      .max(MAX_BATCH_ITEMS),
    options: options.optional(),
  })
  .openapi('BatchRequest');

const count = z.int().min(0);
const counts = z.object({
  'awaiting-upload': count,
  queued: count,
  succeeded: count,
  failed: count,
});

const item = z.object({
  id: z.string(),
  name: z.string(),
  status: z.enum(['awaiting-upload', 'queued', 'succeeded', 'failed']),
  code: z.enum(FAILURE_CODES).optional(),
});

export const batchQuery = z.strictObject({
  items: z
    .enum(['true', 'false'])
    .default('false')
    .openapi({ description: 'Whether to name each item and its status' }),
});

export const exportQuery = z.strictObject({
  format: z.enum(['jsonl', 'csv', 'zip']).openapi({
    description:
      'metadata.jsonl as Hugging Face’s ImageFolder reads it, a table, or a text file for each image',
  }),
  target: z.enum(TARGETS).default('natural').openapi({ description: 'Whose words' }),
});

export const eventsHeader = z.object({
  'last-event-id': z
    .string()
    .regex(/^[\w-]{0,200}$/, 'must be as an event gave it')
    .optional()
    .openapi({ description: 'Of the last `counts` that was received' }),
});

export const createBatch = createRoute({
  operationId: 'createBatch',
  tags: ['Batches'],
  summary: 'Ask for URLs to PUT many images to',
  method: 'post',
  path: '/v1/batches',
  request: {
    headers: idempotencyHeader,
    body: { required: true, content: { 'application/json': { schema: batchBody } } },
  },
  responses: {
    201: json(
      z.object({
        id: z.string(),
        items: z.array(z.object({ id: z.string(), name: z.string(), upload: uploadTarget })),
      }),
      'A URL for each, in the order of `files`',
      ['location'],
    ),
    ...problemsOf('too-large', 'unsupported-media-type', 'idempotency-key-reused'),
  },
});

export const getBatch = createRoute({
  operationId: 'getBatch',
  tags: ['Batches'],
  summary: 'How far a batch is',
  method: 'get',
  path: '/v1/batches/{id}',
  request: { params: idParameter, query: batchQuery },
  responses: {
    200: json(
      z.object({ id: z.string(), total: count, counts, items: z.array(item).optional() }),
      'Its items by status; deleted ones are not counted',
    ),
    ...problemsOf('not-found'),
  },
});

export const followBatch = createRoute({
  operationId: 'followBatch',
  tags: ['Batches'],
  summary: 'The progress of a batch as server-sent events',
  description:
    'Events: `item` for each finished one (`id`, `name`, `status`, `code`), `counts` (as the batch itself, with an event id), `done` when all have ended. Ends itself after 200 s; ask again with `Last-Event-ID` and what was told is not repeated.',
  method: 'get',
  path: '/v1/batches/{id}/events',
  request: {
    params: idParameter,
    headers: eventsHeader,
  },
  responses: {
    200: answer('The stream', ['text/event-stream']),
    ...problemsOf('not-found', 'too-many-at-once'),
  },
});

export const exportBatch = createRoute({
  operationId: 'exportBatch',
  tags: ['Batches'],
  summary: 'The finished prompts of a batch as a data set',
  method: 'get',
  path: '/v1/batches/{id}/export',
  request: { params: idParameter, query: exportQuery },
  responses: {
    200: answer('The file, streamed', ['application/jsonl', 'text/csv', 'application/zip']),
    ...problemsOf('not-found'),
  },
});
