import { type PromptDocument, promptDocumentSchema } from '@blobscribe/core/prompt-document';
import * as z from 'zod';
import { type Api, call } from './call.ts';

const WAIT_SECONDS = 30;
/** The largest page that the API gives. */
export const PAGE_SIZE = 200;

const statusSchema = z.object({ status: z.string() });

const pageSchema = z.object({
  items: z.array(promptDocumentSchema),
  cursor: z.string().optional(),
});

/** Whose records: of a batch, or of what was dropped below `path`, since a moment if one is given. */
export type RecordQuery =
  | { readonly batch: string }
  | { readonly path: string; readonly since?: string };

/** The terminal record of an upload, however long that takes. */
export async function waitForRecord(api: Api, id: string): Promise<PromptDocument> {
  for (;;) {
    const answer = await call(api, `/v1/prompts/${id}?wait=${WAIT_SECONDS}`, z.unknown());
    const { status } = statusSchema.parse(answer);
    if (status === 'succeeded' || status === 'failed') return promptDocumentSchema.parse(answer);
  }
}

/** The terminal records that there are, a page at a time, in the order of their names. */
export async function* listRecords(api: Api, query: RecordQuery): AsyncGenerator<PromptDocument> {
  let cursor: string | undefined;
  do {
    const parameters = new URLSearchParams({ ...query, limit: String(PAGE_SIZE) });
    if (cursor !== undefined) parameters.set('cursor', cursor);
    const page = await call(api, `/v1/prompts?${parameters}`, pageSchema);
    yield* page.items;
    cursor = page.cursor;
  } while (cursor !== undefined);
}
