import type { BlobServiceClient } from '@azure/storage-blob';
import { CONTAINERS, requestName, type Upload } from '@blobscribe/core/blob-names';
import { isStatus, readBlob } from '@blobscribe/core/read-blob';
import {
  type BatchRecord,
  batchMetadata,
  batchRecordSchema,
  itemsInMetadata,
  type RequestRecord,
  requestOfItem,
  requestRecordSchema,
} from '@blobscribe/core/request-record';

/** What was asked, written down before any URL is given away; what it says never changes after. */
export type RequestStore = {
  /** Does nothing where the same was asked before: a replay finds the first writing. */
  write(record: RequestRecord | BatchRecord, tenant: string): Promise<void>;
  /** Notes that another URL was given away for it: the sweeper counts from the last. */
  renew(upload: Upload, now: Date): Promise<void>;
  /** Whether this upload was ever asked for, be it alone or as an item of a batch. */
  exists(upload: Upload, signal: AbortSignal): Promise<boolean>;
  read(upload: Upload): Promise<RequestRecord | undefined>;
  readBatch(tenant: string, batchId: string): Promise<BatchRecord | undefined>;
};

export function createRequestStore(storage: BlobServiceClient): RequestStore {
  const requests = storage.getContainerClient(CONTAINERS.requests);
  const blobOf = (upload: Upload) => requests.getBlobClient(requestName(upload) ?? '');

  return {
    async write(record, tenant) {
      const body = JSON.stringify(record);
      const blob = requests.getBlockBlobClient(`${tenant}/${record.id}.json`);
      await unlessPresent(
        blob.upload(body, Buffer.byteLength(body), {
          blobHTTPHeaders: { blobContentType: 'application/json' },
          conditions: { ifNoneMatch: '*' },
          ...('items' in record ? { metadata: batchMetadata(record) } : {}),
        }),
      );
    },

    async renew(upload, now) {
      const blob = blobOf(upload);
      const renewed = { renewed: now.toISOString() };
      // Of one that is deleted meanwhile there is nothing to note.
      await blob
        .getProperties()
        .then(({ metadata }) => blob.setMetadata({ ...metadata, ...renewed }))
        .catch(undefinedIf404);
    },

    async exists(upload, abortSignal) {
      const metadata = await blobOf(upload)
        .getProperties({ abortSignal })
        .then((properties) => properties.metadata ?? {})
        .catch(undefinedIf404);
      if (!metadata) return false;
      const items = itemsInMetadata(metadata);
      return upload.batch ? upload.batch.index < (items ?? 0) : items === undefined;
    },

    async read(upload) {
      if (upload.batch) {
        const batch = await this.readBatch(upload.tenant, upload.batch.id);
        return batch && requestOfItem(batch, upload.batch.index);
      }
      return requestRecordSchema.optional().parse(parse(await readBlob(blobOf(upload))));
    },

    async readBatch(tenant, batchId) {
      const stored = await readBlob(requests.getBlobClient(`${tenant}/${batchId}.json`));
      // The request for one image has the same kind of name, and is no batch.
      return batchRecordSchema.safeParse(parse(stored)).data;
    },
  };
}

async function unlessPresent(writing: Promise<unknown>): Promise<void> {
  try {
    await writing;
  } catch (error) {
    if (!isStatus(error, 409, 412)) throw error;
  }
}

function undefinedIf404(error: unknown): undefined {
  if (!isStatus(error, 404)) throw error;
}

function parse(stored: { readonly body: Buffer } | undefined): unknown {
  return stored && JSON.parse(stored.body.toString('utf8'));
}
