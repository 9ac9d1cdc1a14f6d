import { promptDocumentSchema } from '@blobscribe/core/prompt-document';
import { createRoute, z } from '@hono/zod-openapi';
import { answer, json, problemsOf } from './answers.ts';
import {
  idempotencyHeader,
  idParameter,
  ifNoneMatchHeader,
  named,
  options,
  wholeNumber,
} from './inputs.ts';
import { unfinishedStatus } from './uploads.ts';

const LONGEST_WAIT_SECONDS = 30;
const LARGEST_PAGE = 200;
const USUAL_PAGE = 50;

export const document = named(promptDocumentSchema, 'PromptDocument');

export const urlBody = z
  .strictObject({
    url: z.string().min(1).max(4096).openapi({ format: 'uri', description: 'http or https' }),
    options: options.optional(),
  })
  .openapi('UrlRequest');

export const waitQuery = z.strictObject({
  wait: wholeNumber(0, LONGEST_WAIT_SECONDS, 0).openapi({
    description: 'Seconds to wait for the end',
  }),
});

const BATCH_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export const listQuery = z
  .strictObject({
    limit: wholeNumber(1, LARGEST_PAGE, USUAL_PAGE),
    cursor: z
      .string()
      .regex(/^[\w-]{1,4096}$/, 'must be as a page gave it')
      .optional()
      .openapi({ description: 'As the page before gave it' }),
    batch: z
      .string()
      .regex(BATCH_ID, 'must be the id of a batch')
      .optional()
      .openapi({ description: 'Only those of this batch' }),
    path: z
      .string()
      .regex(/^drop\/[\s\S]{0,1014}$/, 'must be the name of a dropped blob: drop/…')
      .refine((path) => !/(^|\/)\.{1,2}(\/|$)/.test(path), 'must not have a segment . or ..')
      .optional()
      .openapi({ description: 'Of this dropped blob; of all below it where it ends in /' }),
    since: z.iso
      .datetime({ error: 'must be a time in UTC: 2027-01-01T00:00:00Z' })
      .transform((text) => new Date(text))
      .optional()
      .openapi({
        type: 'string',
        format: 'date-time',
        description:
          'Written since then; a page may hold none, and others follow while it has a cursor',
      }),
  })
  .refine(({ batch, path }) => batch === undefined || path === undefined, {
    message: 'batch and path exclude each other',
    path: ['path'],
  });

export const createPrompt = createRoute({
  operationId: 'createPrompt',
  tags: ['Images'],
  summary: 'Send an image, or say where it is',
  description:
    'A form with the file `image` (and `options` as JSON), an image as the body, or JSON with a URL that is fetched before the answer.',
  method: 'post',
  path: '/v1/prompts',
  request: {
    headers: idempotencyHeader,
    body: {
      required: true,
      content: {
        'application/json': { schema: urlBody },
        'multipart/form-data': {
          schema: {
            type: 'object',
            properties: {
              image: { type: 'string', contentMediaType: 'application/octet-stream' },
              options: { type: 'string', contentMediaType: 'application/json' },
            },
            required: ['image'],
          },
        },
        'image/*': { schema: { type: 'string', contentMediaType: 'image/*' } },
      },
    },
  },
  responses: {
    202: json(
      z.object({ id: z.string(), status: z.enum(['queued', 'succeeded', 'failed']) }),
      'The image is stored and will be described',
      ['location', 'retry-after'],
    ),
    ...problemsOf(
      'conflict',
      'too-large',
      'unsupported-media-type',
      'url-refused',
      'idempotency-key-reused',
      'too-many-at-once',
    ),
  },
});

export const getPrompt = createRoute({
  operationId: 'getPrompt',
  tags: ['Prompts'],
  summary: 'The prompt of an image, or how far it is',
  method: 'get',
  path: '/v1/prompts/{id}',
  request: { params: idParameter, headers: ifNoneMatchHeader, query: waitQuery },
  responses: {
    200: json(
      z.union([document, z.object({ id: z.string(), status: unfinishedStatus })]),
      'The document, or the status of what is not finished',
      ['etag', 'retry-after'],
    ),
    304: answer('As it is known', [], ['etag', 'retry-after']),
    ...problemsOf('not-found'),
  },
});

export const deletePrompt = createRoute({
  operationId: 'deletePrompt',
  tags: ['Prompts'],
  summary: 'Delete an image and all that came of it',
  method: 'delete',
  path: '/v1/prompts/{id}',
  request: { params: idParameter },
  responses: {
    204: answer('Image, prompt and request are gone'),
    ...problemsOf('not-found'),
  },
});

export const listPrompts = createRoute({
  operationId: 'listPrompts',
  tags: ['Prompts'],
  summary: 'Finished prompts, the oldest first',
  method: 'get',
  path: '/v1/prompts',
  request: { query: listQuery },
  responses: {
    200: json(
      z.object({
        items: z.array(document),
        cursor: z
          .string()
          .optional()
          .openapi({ description: 'Of the next page; absent on the last' }),
      }),
      'A page of them',
    ),
    ...problemsOf('not-found'),
  },
});
