import { OpenAPIHono } from '@hono/zod-openapi';
import * as batches from './batches.ts';
import * as health from './health.ts';
import * as prompts from './prompts.ts';
import * as uploads from './uploads.ts';

/** Every call of the API, in the order of the document; the pages (/, /docs, /openapi.json) are no calls. */
export const ROUTES = [
  uploads.createUpload,
  uploads.renewUpload,
  prompts.createPrompt,
  prompts.getPrompt,
  prompts.deletePrompt,
  prompts.listPrompts,
  batches.createBatch,
  batches.getBatch,
  batches.followBatch,
  batches.exportBatch,
  health.healthz,
  health.readyz,
] as const;

const DESCRIPTION = `Turns images into text prompts. Ask for a URL and PUT an image to it, or send the image here; then ask for its prompt.
A tenant sees what is its own: any other id is not found. Every error is a problem (RFC 9457).`;

const SECURITY = {
  apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
  bearer: { type: 'http', scheme: 'bearer', description: 'An API key, or a token of Entra ID' },
} as const;

/** The OpenAPI 3.1 document, made from the schemas that the calls are checked with. */
export function openApiDocument() {
  const registry = new OpenAPIHono();
  for (const route of ROUTES) registry.openAPIRegistry.registerPath(route);
  for (const [name, scheme] of Object.entries(SECURITY)) {
    registry.openAPIRegistry.registerComponent('securitySchemes', name, scheme);
  }
  return registry.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Blobscribe',
      version: '1',
      description: DESCRIPTION,
      license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
    },
    servers: [{ url: '/' }],
    // None at all on a laptop (AUTH=none).
    security: [{}, { apiKey: [] }, { bearer: [] }],
    tags: [
      { name: 'Images', description: 'Bring images' },
      { name: 'Prompts', description: 'Fetch and delete what came of them' },
      { name: 'Batches', description: 'Many images at a time' },
      { name: 'Health', description: 'For probes' },
    ],
  });
}
