import type { BlockBlobClient } from '@azure/storage-blob';
import { isStatus } from '@blobscribe/core/read-blob';

/** The longest finite lease: whoever dies while analysing blocks the others no longer than this. */
const LEASE_SECONDS = 60;

export type Claim = {
  /** Stores the analysis, for everybody. */
  readonly fulfil: (text: string, signal: AbortSignal) => Promise<void>;
  /** Lets somebody else try. */
  readonly giveUp: () => Promise<void>;
};

/**
 * The right to make an analysis, or undefined while somebody else has it: a lease on its blob, which
 * is empty until it is made. A maker that needs longer than the lease loses it; then two may pay.
 */
export async function claimAnalysis(
  blob: BlockBlobClient,
  abortSignal: AbortSignal,
): Promise<Claim | undefined> {
  const lease = blob.getBlobLeaseClient();
  try {
    await blob.upload('', 0, { conditions: { ifNoneMatch: '*' }, abortSignal });
  } catch (error) {
    if (!isStatus(error, 409, 412)) throw error;
  }
  try {
    await lease.acquireLease(LEASE_SECONDS, { abortSignal });
  } catch (error) {
    if (isStatus(error, 409)) return undefined;
    throw error;
  }
  const { leaseId } = lease;
  return {
    async fulfil(text, signal) {
      await blob.upload(text, Buffer.byteLength(text), {
        conditions: { leaseId },
        abortSignal: signal,
        blobHTTPHeaders: { blobContentType: 'application/json' },
      });
      await lease.releaseLease({ abortSignal: signal });
    },
    async giveUp() {
      await lease.releaseLease();
    },
  };
}
