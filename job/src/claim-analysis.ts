import type { BlockBlobClient } from '@azure/storage-blob';
import { isStatus } from '@blobscribe/core/read-blob';

/** The shortest lease there is: whoever dies while analysing blocks the others no longer than this. */
const LEASE_SECONDS = 15;
/** Often enough that one renewal may fail. */
const RENEW_MS = 5_000;

export type Claim = {
  /** Stores the analysis, for everybody. */
  readonly fulfil: (text: string, signal: AbortSignal) => Promise<void>;
  /** Lets somebody else try. */
  readonly giveUp: () => Promise<void>;
};

/**
 * The right to make an analysis, or undefined while somebody else has it: a lease on its blob, which
 * is empty until it is made, renewed until it is fulfilled or given up.
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
  const renewal = setInterval(() => {
    // Whether the lease is lost shows when it is used.
    lease.renewLease().catch(() => clearInterval(renewal));
  }, RENEW_MS);
  return {
    async fulfil(text, signal) {
      clearInterval(renewal);
      await blob.upload(text, Buffer.byteLength(text), {
        conditions: { leaseId },
        abortSignal: signal,
        blobHTTPHeaders: { blobContentType: 'application/json' },
      });
      await lease.releaseLease({ abortSignal: signal });
    },
    async giveUp() {
      clearInterval(renewal);
      await lease.releaseLease();
    },
  };
}
