import type { BlobServiceClient } from '@azure/storage-blob';
import { deleteImage } from '@blobscribe/core/delete-image';
import type { Log } from '@blobscribe/core/log';
import { quotedEtag } from '@blobscribe/core/read-blob';
import { Hono } from 'hono';
import type { ApiEnv } from '../auth/caller.ts';
import { ifNoneMatchHeader } from '../contract/inputs.ts';
import { deletePrompt, getPrompt, waitQuery } from '../contract/prompts.ts';
import { matchesEtag } from '../etag.ts';
import type { PromptFinder } from '../find-prompt.ts';
import { readHeaders, readQuery } from '../read-input.ts';
import { mount } from './mount.ts';
import { promptNotFound, uploadOf } from './upload-of.ts';

/** A client need not ask more often than this for what is not finished. */
export const RETRY_AFTER_SECONDS = '1';

export type PromptRoutes = {
  readonly storage: BlobServiceClient;
  readonly findPrompt: PromptFinder;
  readonly log: Log;
};

/** One prompt: the document, or how far the image is; `wait` polls for it here. And its deletion. */
export function promptRoutes({ storage, findPrompt, log }: PromptRoutes): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();

  mount(app, getPrompt, async (context) => {
    const { wait } = readQuery(context, waitQuery);
    const { 'if-none-match': known } = readHeaders(context, ifNoneMatchHeader);
    const id = context.req.param('id');
    const upload = uploadOf(context.get('caller').tenant, id);
    const found = await findPrompt(upload, wait, context.req.raw.signal);
    if (!found) throw promptNotFound();
    const isFinished = found.status === 'finished';
    const etag = quotedEtag(isFinished ? found.record.etag : found.status);
    context.header('etag', etag);
    context.header('cache-control', 'private, no-cache');
    if (!isFinished) context.header('retry-after', RETRY_AFTER_SECONDS);
    if (matchesEtag(known, etag)) return context.body(null, 304);
    if (!isFinished) return context.json({ id, status: found.status });
    return context.body(new Uint8Array(found.record.body), 200, {
      'content-type': 'application/json',
    });
  });

  mount(app, deletePrompt, async (context) => {
    const upload = uploadOf(context.get('caller').tenant, context.req.param('id'));
    // Half a deletion must not be left behind by a client that hangs up.
    const toTheEnd = new AbortController().signal;
    if (!(await findPrompt(upload, 0, toTheEnd))) throw promptNotFound();
    await deleteImage(storage, upload, toTheEnd);
    log.info('prompt-deleted', { id: upload.id });
    return context.body(null, 204);
  });

  return app;
}
