import type { BlockBlobClient } from '@azure/storage-blob';
import { withDeadline } from '@blobscribe/core/deadline';
import { isStatus } from '@blobscribe/core/read-blob';
import { STORAGE_MS } from './deadlines.ts';

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
 * is empty until it is made, renewed until it is fulfilled or given up. Each step ends within `deadlineMs`.
 * @throws {DeadlineError} if the storage does not answer.
 */
export async function claimAnalysis(
  blob: BlockBlobClient,
  signal: AbortSignal,
  deadlineMs = STORAGE_MS,
): Promise<Claim | undefined> {
  const lease = blob.getBlobLeaseClient();
  if (!(await withDeadline('claiming an analysis', deadlineMs, acquire, signal))) return undefined;
  const { leaseId } = lease;
  const renewal = setInterval(() => {
    lease.renewLease({ abortSignal: AbortSignal.timeout(RENEW_MS) }).catch((error) => {
      // Lost; that shows when it is used.
      if (isStatus(error, 404, 409, 412)) clearInterval(renewal);
    });
  }, RENEW_MS);
  return {
    fulfil(text, outer) {
      clearInterval(renewal);
      const keep = async (abortSignal: AbortSignal) => {
        await blob.upload(text, Buffer.byteLength(text), {
          conditions: { leaseId },
          abortSignal,
          blobHTTPHeaders: { blobContentType: 'application/json' },
        });
        await lease.releaseLease({ abortSignal });
      };
      return withDeadline('keeping an analysis', deadlineMs, keep, outer);
    },
    async giveUp() {
      clearInterval(renewal);
      await withDeadline('giving up a claim', deadlineMs, (abortSignal) =>
        lease.releaseLease({ abortSignal }),
      );
    },
  };

  async function acquire(abortSignal: AbortSignal): Promise<boolean> {
    try {
      await blob.upload('', 0, { conditions: { ifNoneMatch: '*' }, abortSignal });
    } catch (error) {
      if (!isStatus(error, 409, 412)) throw error;
    }
    try {
      await lease.acquireLease(LEASE_SECONDS, { abortSignal });
      return true;
    } catch (error) {
      if (isStatus(error, 409)) return false;
      throw error;
    }
  }
}
