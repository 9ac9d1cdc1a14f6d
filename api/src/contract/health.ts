import { createRoute, z } from '@hono/zod-openapi';
import { json, problemResponses } from './answers.ts';

export const healthz = createRoute({
  operationId: 'healthz',
  tags: ['Health'],
  summary: 'Whether the process answers',
  security: [],
  method: 'get',
  path: '/healthz',
  responses: {
    200: json(z.object({ status: z.literal('ok') }), 'It does'),
    ...problemResponses(['invalid-request', 'foreign-request', 'internal-error']),
  },
});

export const readyz = createRoute({
  operationId: 'readyz',
  tags: ['Health'],
  summary: 'Whether the storage answers too',
  security: [],
  method: 'get',
  path: '/readyz',
  responses: {
    200: json(z.object({ status: z.literal('ready') }), 'It does'),
    ...problemResponses([
      'invalid-request',
      'foreign-request',
      'internal-error',
      'storage-unavailable',
    ]),
  },
});
