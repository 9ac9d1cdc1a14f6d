import type { BlockBlobClient } from '@azure/storage-blob';
import { withDeadline } from '@blobscribe/core/deadline';
import { isStatus } from '@blobscribe/core/read-blob';
import { STORAGE_MS } from './deadlines.ts';

/** The shortest lease there is: whoever dies while analysing blocks the others no longer than this. */
const LEASE_SECONDS = 15;
/** Often enough that one renewal may fail. */
const RENEW_MS = 5_000;

export type Claim = {
  /** Nobody can have made the analysis before. */
  readonly isFirst: boolean;
  /** Stores the analysis, for everybody. */
  readonly fulfil: (text: string) => Promise<void>;
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
  const claimed = await withDeadline('claiming an analysis', deadlineMs, acquire, signal);
  if (!claimed) return undefined;
  const { leaseId } = lease;
  const renewal = setInterval(() => {
    lease.renewLease({ abortSignal: AbortSignal.timeout(RENEW_MS) }).catch((error) => {
      // Lost; that shows when it is used.
      if (isStatus(error, 404, 409, 412)) clearInterval(renewal);
    });
  }, RENEW_MS);
  return {
    isFirst: claimed.isFirst,
    fulfil(text) {
      clearInterval(renewal);
      const keep = async (abortSignal: AbortSignal) => {
        await blob.upload(text, Buffer.byteLength(text), {
          conditions: { leaseId },
          abortSignal,
          blobHTTPHeaders: { blobContentType: 'application/json' },
        });
        await lease.releaseLease({ abortSignal });
      };
      return withDeadline('keeping an analysis', deadlineMs, keep);
    },
    async giveUp() {
      clearInterval(renewal);
      await withDeadline('giving up a claim', deadlineMs, (abortSignal) =>
        lease.releaseLease({ abortSignal }),
      );
    },
  };

  async function acquire(abortSignal: AbortSignal): Promise<Pick<Claim, 'isFirst'> | undefined> {
    const etag = await create(abortSignal);
    const isFirst = etag !== undefined;
    // Whoever was faster with a lease may have made it already: then it is no longer what was created.
    const conditions = isFirst ? { ifMatch: etag } : {};
    try {
      await lease.acquireLease(LEASE_SECONDS, { abortSignal, conditions });
      return { isFirst };
    } catch (error) {
      if (isStatus(error, 409, 412)) return undefined;
      throw error;
    }
  }

  /** The ETag of the blob, if it was not there before. */
  async function create(abortSignal: AbortSignal): Promise<string | undefined> {
    try {
      return (await blob.upload('', 0, { conditions: { ifNoneMatch: '*' }, abortSignal })).etag;
    } catch (error) {
      if (!isStatus(error, 409, 412)) throw error;
      return undefined;
    }
  }
}
