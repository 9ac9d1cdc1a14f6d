import { uploadOfId } from '@blobscribe/core/blob-names';
import { quotedEtag } from '@blobscribe/core/read-blob';
import { Hono } from 'hono';
import { z } from 'zod';
import type { PromptFinder } from '../find-prompt.ts';
import { Problem } from '../problem.ts';
import { readQuery } from '../read-input.ts';

/** A client need not ask more often than this for what is not finished. */
const RETRY_AFTER_SECONDS = '1';

const waitSchema = z.strictObject({
  wait: z
    .string()
    .regex(/^\d{1,2}$/, 'must be whole seconds, 0 to 30')
    .transform(Number)
    .refine((seconds) => seconds <= 30, 'must be whole seconds, 0 to 30')
    .default(0),
});

export type PromptRoutes = { readonly tenant: string; readonly findPrompt: PromptFinder };

/** `GET /v1/prompts/{id}`: the document, or how far the image is; `wait` polls for it here. */
export function promptRoutes({ tenant, findPrompt }: PromptRoutes): Hono {
  return new Hono().get('/:id', async (context) => {
    const { wait } = readQuery(context, waitSchema);
    const id = context.req.param('id');
    const upload = uploadOfId(tenant, id);
    const found = upload && (await findPrompt(upload, wait, context.req.raw.signal));
    if (!found) throw new Problem('not-found', 'No prompt has this id.');
    if (found.status !== 'finished') {
      context.header('retry-after', RETRY_AFTER_SECONDS);
      context.header('cache-control', 'no-store');
      return context.json({ id, status: found.status });
    }
    const etag = quotedEtag(found.record.etag);
    context.header('etag', etag);
    context.header('cache-control', 'private, no-cache');
    if (context.req.header('if-none-match') === etag) return context.body(null, 304);
    return context.body(new Uint8Array(found.record.body), 200, {
      'content-type': 'application/json',
    });
  });
}
