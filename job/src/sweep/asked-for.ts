import {
  batchPrefix,
  promptName,
  type Upload,
  uploadOfId,
  uploadOfName,
} from '@blobscribe/core/blob-names';
import { itemsInMetadata } from '@blobscribe/core/request-record';

const REQUEST = '.json';
const TOMBSTONE = '.deleted';

/** A blob of `requests` as a listing shows it. */
export type ListedRequest = {
  readonly name: string;
  readonly lastModified: Date;
  readonly metadata: unknown;
};

/** An upload that was asked for; `key` is the name of its record. */
export type Asked = { readonly key: string; readonly upload: Upload };

type OpenBatch = { readonly prefix: string; readonly items: Map<string, Upload> };

/**
 * The uploads that were asked for before `before`, in the order of their records' names: a batch becomes
 * its items, without those that were deleted. Its request comes before its tombstones (`.` before `/`),
 * which end with the next name that is not below it.
 */
export async function* askedFor(
  requests: AsyncIterable<ListedRequest>,
  before: Date,
): AsyncGenerator<Asked> {
  let batch: OpenBatch | undefined;
  for await (const { name, lastModified, metadata } of requests) {
    if (batch && !name.startsWith(batch.prefix)) {
      yield* itemsOf(batch);
      batch = undefined;
    }
    if (name.endsWith(TOMBSTONE)) batch?.items.delete(promptName(without(name, TOMBSTONE)));
    const upload = name.endsWith(REQUEST) ? uploadOfName(without(name, REQUEST)) : undefined;
    if (!upload || upload.batch || lastModified > before) continue;
    const count = itemsInMetadata(metadata);
    if (count === undefined) yield { key: name, upload };
    else batch = openBatch(upload, count);
  }
  if (batch) yield* itemsOf(batch);
}

function openBatch({ tenant, id }: Upload, count: number): OpenBatch {
  const items = Array.from({ length: count }, (_, index) => uploadOfId(tenant, `${id}.${index}`))
    .filter((upload) => upload !== undefined)
    .sort((left, right) => (left.name < right.name ? -1 : 1));
  return {
    prefix: batchPrefix(tenant, id),
    items: new Map(items.map((upload) => [promptName(upload.name), upload])),
  };
}

function itemsOf({ items }: OpenBatch): Asked[] {
  return Array.from(items, ([key, upload]) => ({ key, upload }));
}

function without(name: string, ending: string): string {
  return name.slice(0, -ending.length);
}
