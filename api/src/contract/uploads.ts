import { fileNameSchema } from '@blobscribe/core/request-record';
import { createRoute, z } from '@hono/zod-openapi';
import { json, problemsOf } from './answers.ts';
import { idempotencyHeader, idParameter, options } from './inputs.ts';

/** What is known of a file before it arrives. */
export const announcedFile = {
  contentType: z.string().min(1).max(255).optional(),
  size: z.int().min(0).optional().openapi({ description: 'In bytes' }),
};

export const uploadBody = z
  .strictObject({
    fileName: fileNameSchema.optional(),
    ...announcedFile,
    options: options.optional(),
  })
  .openapi('UploadRequest');

/** One PUT, with all that it needs. */
export const uploadTarget = z
  .object({
    method: z.literal('PUT'),
    url: z.url().openapi({ description: 'Takes one image, once' }),
    headers: z.record(z.string(), z.string()).openapi({ description: 'To send, all of them' }),
    expiresAt: z.iso.datetime(),
  })
  .openapi('UploadTarget');

/** What an image is before it is done. */
export const unfinishedStatus = z.enum(['awaiting-upload', 'queued']);
const anyStatus = z.enum([...unfinishedStatus.options, 'succeeded', 'failed']);

export const createUpload = createRoute({
  operationId: 'createUpload',
  tags: ['Images'],
  summary: 'Ask for a URL to PUT an image to',
  method: 'post',
  path: '/v1/uploads',
  request: {
    headers: idempotencyHeader,
    body: { content: { 'application/json': { schema: uploadBody } } },
  },
  responses: {
    201: json(
      z.object({ id: z.string(), upload: uploadTarget, status: anyStatus }),
      'PUT the image to `upload.url`, then ask for its prompt',
      ['location'],
    ),
    ...problemsOf('conflict', 'too-large', 'unsupported-media-type', 'idempotency-key-reused'),
  },
});

export const renewUpload = createRoute({
  operationId: 'renewUpload',
  tags: ['Images'],
  summary: 'Ask for a fresh URL while the image has not arrived',
  method: 'post',
  path: '/v1/prompts/{id}/upload',
  request: { params: idParameter },
  responses: {
    200: json(
      z.object({ id: z.string(), upload: uploadTarget, status: z.literal('awaiting-upload') }),
      'As at first',
    ),
    ...problemsOf('not-found', 'conflict'),
  },
});
