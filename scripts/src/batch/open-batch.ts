import { batchItems, createBatch } from '../client/batches.ts';
import { type Api, RefusedError } from '../client/call.ts';
import { renewUpload, type Upload } from '../client/uploads.ts';
import type { Group, Journal } from './journal.ts';

const NOT_FOUND = 404;

/** A batch of the API, and what is still to be sent to it. */
export type OpenBatch = {
  readonly id: string;
  /** By the number of the item: where its image is to be PUT; undefined if it has arrived meanwhile. */
  readonly missing: ReadonlyMap<number, () => Promise<Upload | undefined>>;
  /** Numbers of the items that the API knows. */
  readonly items: readonly number[];
};

/**
 * The batch of a group: asked for, or found again where an earlier run has asked for it; undefined if the
 * API has no such batch any more.
 */
export async function openBatch(
  api: Api,
  journal: Pick<Journal, 'nameBatch'>,
  group: Group,
): Promise<OpenBatch | undefined> {
  const { key, images, options, size, batch } = group;
  if (batch !== undefined) return findAgain(api, batch);
  const names = images.map(([, name]) => name);
  const { id, items } = await createBatch(api, { names, options, key, size });
  await journal.nameBatch(key, id);
  return {
    id,
    items: [...items.keys()],
    missing: new Map(items.map((upload, index) => [index, async () => upload])),
  };
}

async function findAgain(api: Api, id: string): Promise<OpenBatch | undefined> {
  try {
    const items = await batchItems(api, id);
    const missing = items.filter(({ status }) => status === 'awaiting-upload');
    return {
      id,
      items: items.map((item) => itemNumber(item.id)),
      missing: new Map(
        missing.map((item) => [itemNumber(item.id), () => renewUpload(api, item.id)]),
      ),
    };
  } catch (error) {
    if (error instanceof RefusedError && error.status === NOT_FOUND) return undefined;
    throw error;
  }
}

/** The number in the id of a batch's item, `<batch>.<number>`. */
export function itemNumber(id: string): number {
  return Number(id.slice(id.lastIndexOf('.') + 1));
}
