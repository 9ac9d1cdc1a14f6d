import { randomUUID } from 'node:crypto';
import type { BlobItem, BlobServiceClient } from '@azure/storage-blob';
import { CONTAINERS, EXECUTIONS_PREFIX } from '@blobscribe/core/blob-names';
import { isStatus, quotedEtag } from '@blobscribe/core/read-blob';

/** Who has not answered for so long, by the storage's clock, has died or has nothing to do: three were missed. */
const ALIVE_MS = 13_000;

export type RollCall = {
  /** Says that this execution is here; returns how many are. */
  answer(signal: AbortSignal): Promise<number>;
  /** Says that it is not any more. */
  leave(signal: AbortSignal): Promise<void>;
};

/** Executions know of one another by an empty blob of each, whose time tells whether it is still there. */
export function createRollCall(storage: BlobServiceClient, aliveMs = ALIVE_MS): RollCall {
  const container = storage.getContainerClient(CONTAINERS.cache);
  const own = container.getBlockBlobClient(`${EXECUTIONS_PREFIX}${randomUUID()}`);
  let isThere = false;

  async function touch(abortSignal: AbortSignal): Promise<void> {
    try {
      // Each upload over another would be kept for as long as deleted blobs are.
      if (isThere) await own.setMetadata({}, { abortSignal });
      else await own.upload('', 0, { abortSignal });
    } catch (error) {
      if (!isThere || !isStatus(error, 404)) throw error;
      await own.upload('', 0, { abortSignal });
    }
    isThere = true;
  }

  async function remove({ name, properties: { etag } }: BlobItem, abortSignal: AbortSignal) {
    try {
      const conditions = { ifMatch: quotedEtag(etag) };
      await container.getBlobClient(name).deleteIfExists({ conditions, abortSignal });
    } catch (error) {
      // It is here again.
      if (!isStatus(error, 412)) throw error;
    }
  }

  return {
    async answer(abortSignal) {
      await touch(abortSignal);
      let count = 0;
      const list = container.listBlobsFlat({ prefix: EXECUTIONS_PREFIX, abortSignal });
      for await (const { date = new Date(), segment } of list.byPage()) {
        const isAlive = ({ properties }: BlobItem) =>
          date.getTime() - properties.lastModified.getTime() < aliveMs;
        count += segment.blobItems.filter(isAlive).length;
        const gone = segment.blobItems.filter((item) => !isAlive(item));
        await Promise.all(gone.map((item) => remove(item, abortSignal)));
      }
      return Math.max(1, count);
    },
    async leave(abortSignal) {
      if (isThere) await own.deleteIfExists({ abortSignal });
      isThere = false;
    },
  };
}
