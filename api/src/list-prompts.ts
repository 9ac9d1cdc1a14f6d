import type { BlobItem, BlobServiceClient, ContainerClient } from '@azure/storage-blob';
import { CONTAINERS, promptName } from '@blobscribe/core/blob-names';
import { mapInOrder } from '@blobscribe/core/map-in-order';
import { type PromptDocument, promptDocumentSchema } from '@blobscribe/core/prompt-document';
import { isStatus, readBlob } from '@blobscribe/core/read-blob';
import { Problem } from './problem.ts';

/** Records of a page that are read at a time. */
const READS_AHEAD = 16;
/** Listings that are looked through for something new before the client is told to ask on. */
const MOST_LISTINGS = 25;

export type Page = { readonly items: readonly PromptDocument[]; readonly cursor?: string };

export type Selection = {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly since?: Date | undefined;
};

export type PromptLister = {
  /**
   * Those whose upload's name begins with `prefix`, in the order of their names; of those that were
   * written `since` a moment a page may hold few or none and others follow it.
   */
  page(prefix: string, selection: Selection): Promise<Page>;
  /** That of one upload, if it is there. */
  find(uploadName: string): Promise<PromptDocument | undefined>;
};

/** Lists terminal records straight from storage, whose continuation token is the cursor. */
export function createPromptLister(storage: BlobServiceClient): PromptLister {
  const prompts = storage.getContainerClient(CONTAINERS.prompts);
  return {
    async page(prefix, selection) {
      const { names, next } = await listNames(prompts, prefix, selection);
      const read = (name: string) => readDocument(prompts, name);
      const documents = await Array.fromAsync(mapInOrder(names, READS_AHEAD, read));
      // One that was deleted since the listing is no longer there.
      const items = documents.filter((document) => document !== undefined);
      return { items, ...(next ? { cursor: Buffer.from(next).toString('base64url') } : {}) };
    },
    find: (uploadName) => readDocument(prompts, promptName(uploadName)),
  };
}

async function listNames(
  prompts: ContainerClient,
  prefix: string,
  { limit, cursor, since }: Selection,
): Promise<{ readonly names: readonly string[]; readonly next: string | undefined }> {
  const marker = cursor === undefined ? {} : { continuationToken: decodeCursor(cursor) };
  const isWanted = ({ properties }: BlobItem) => !since || properties.lastModified >= since;
  try {
    const pages = prompts.listBlobsFlat({ prefix }).byPage({ maxPageSize: limit, ...marker });
    let listings = 0;
    for await (const { segment, continuationToken: next } of pages) {
      listings += 1;
      const names = segment.blobItems.filter(isWanted).map(({ name }) => name);
      if (names.length > 0 || !next || listings === MOST_LISTINGS) return { names, next };
    }
    return { names: [], next: undefined };
  } catch (error) {
    if (isStatus(error, 400)) throw badCursor();
    throw error;
  }
}

async function readDocument(
  prompts: ContainerClient,
  name: string,
): Promise<PromptDocument | undefined> {
  const stored = await readBlob(prompts.getBlobClient(name));
  return stored && promptDocumentSchema.parse(JSON.parse(stored.body.toString('utf8')));
}

function decodeCursor(cursor: string): string {
  try {
    const marker = new TextDecoder('utf-8', { fatal: true }).decode(
      Buffer.from(cursor, 'base64url'),
    );
    // Control characters stand in no name; the emulator answers 500 to them.
    if (/^\P{Cc}+$/u.test(marker)) return marker;
  } catch (cause) {
    throw badCursor(cause);
  }
  throw badCursor();
}

function badCursor(cause?: unknown): Problem {
  return new Problem('invalid-request', 'query.cursor: must be as a page gave it', { cause });
}
