import type { BlobServiceClient } from '@azure/storage-blob';
import type { Upload } from '@blobscribe/core/blob-names';
import { deleteImage } from '@blobscribe/core/delete-image';
import type { Log } from '@blobscribe/core/log';
import { quotedEtag } from '@blobscribe/core/read-blob';
import { Hono } from 'hono';
import { wholeAnswer } from '../answer-headers.ts';
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
  /** What was seen of an upload is not told any more. */
  readonly forget: (upload: Upload) => void;
  readonly log: Log;
};

/** One prompt: the document, or how far the image is; `wait` polls for it here. And its deletion. */
export function promptRoutes(dependencies: PromptRoutes): Hono<ApiEnv> {
  const { storage, findPrompt, forget, log } = dependencies;
  const app = new Hono<ApiEnv>();

  mount(app, getPrompt, async (context) => {
    const { wait } = readQuery(context, waitQuery);
    const { 'if-none-match': known } = readHeaders(context, ifNoneMatchHeader);
    const id = context.req.param('id');
    const upload = uploadOf(context.get('caller').tenant, id);
    const found = await findPrompt(upload, wait, context.req.raw);
    if (!found) throw promptNotFound();
    const isFinished = found.status === 'finished';
    const etag = quotedEtag(isFinished ? found.record.etag : found.status);
    const headers = {
      etag,
      'cache-control': 'private, no-cache',
      ...(!isFinished && { 'retry-after': RETRY_AFTER_SECONDS }),
    };
    if (matchesEtag(known, etag)) return wholeAnswer(context, null, 304, headers);
    const body = isFinished ? found.record.text : JSON.stringify({ id, status: found.status });
    return wholeAnswer(context, body, 200, { ...headers, 'content-type': 'application/json' });
  });

  mount(app, deletePrompt, async (context) => {
    const upload = uploadOf(context.get('caller').tenant, context.req.param('id'));
    // Half a deletion must not be left behind by a client that hangs up.
    const toTheEnd = new AbortController();
    if (!(await findPrompt(upload, 0, toTheEnd))) throw promptNotFound();
    // Also where it failed half-way: the record may be gone.
    await deleteImage(storage, upload, toTheEnd.signal).finally(() => forget(upload));
    log.info('prompt-deleted', { id: upload.id });
    return context.body(null, 204);
  });

  return app;
}
