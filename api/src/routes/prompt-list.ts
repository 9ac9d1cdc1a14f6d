import { batchPrefix, uploadOfName } from '@blobscribe/core/blob-names';
import { Hono } from 'hono';
import type { ApiEnv, Caller } from '../auth/caller.ts';
import { listPrompts, listQuery } from '../contract/prompts.ts';
import type { PromptLister, Selection } from '../list-prompts.ts';
import { Problem } from '../problem.ts';
import { readQuery } from '../read-input.ts';
import type { RequestStore } from '../request-store.ts';
import { findBatch } from './find-batch.ts';
import { mount } from './mount.ts';

export type PromptListRoutes = {
  readonly prompts: PromptLister;
  readonly requests: RequestStore;
};

/** Finished prompts: of the tenant, of one of its batches, or of what was dropped. */
export function promptListRoutes({ prompts, requests }: PromptListRoutes): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();

  mount(app, listPrompts, async (context) => {
    const { batch, path, ...selection } = readQuery(context, listQuery);
    const caller = context.get('caller');
    if (path !== undefined) return context.json(await dropped(caller, path, selection));
    if (batch !== undefined) await findBatch(requests, caller.tenant, batch);
    const prefix = batch === undefined ? `${caller.tenant}/` : batchPrefix(caller.tenant, batch);
    return context.json(await prompts.page(prefix, selection));
  });

  async function dropped(caller: Caller, path: string, selection: Selection) {
    if (!caller.readsDrop) throw new Problem('not-found', 'Nothing was dropped there.');
    if (path.endsWith('/')) return prompts.page(path, selection);
    const found = uploadOfName(path) && (await prompts.find(path));
    return { items: found ? [found] : [] };
  }

  return app;
}
