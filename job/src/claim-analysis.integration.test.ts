import { CONTAINERS } from '@blobscribe/core/blob-names';
import { DeadlineError } from '@blobscribe/core/deadline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AzuriteFixture, azuriteFixture } from '../../test/support/azurite.ts';
import { claimAnalysis } from './claim-analysis.ts';

const DEADLINE_MS = 300;
const NAME = 'acme/silent';

let azurite: AzuriteFixture;

beforeAll(async () => {
  azurite = await azuriteFixture();
});

afterAll(() => azurite.stop());

/** A blob of the cache; the storage takes this call of its lease and never answers. */
function silentOn(call: 'acquireLease' | 'releaseLease') {
  const blob = azurite.storage.getContainerClient(CONTAINERS.cache).getBlockBlobClient(NAME);
  const lease = blob.getBlobLeaseClient();
  lease[call] = () => new Promise(() => {});
  blob.getBlobLeaseClient = () => lease;
  return blob;
}

describe('a storage that does not answer holds nobody up', () => {
  it('who claims', async () => {
    const claiming = claimAnalysis(
      silentOn('acquireLease'),
      new AbortController().signal,
      DEADLINE_MS,
    );

    await expect(claiming).rejects.toThrow(DeadlineError);
  });

  it.each(['fulfil', 'giveUp'] as const)('who lets go: %s', async (how) => {
    const { signal } = new AbortController();
    const claim = await claimAnalysis(silentOn('releaseLease'), signal, DEADLINE_MS);

    const end = how === 'fulfil' ? claim?.fulfil('{}') : claim?.giveUp();

    await expect(end).rejects.toThrow(DeadlineError);
    // Nobody waits for the lease to run out.
    await azurite.storage
      .getContainerClient(CONTAINERS.cache)
      .getBlobClient(NAME)
      .getBlobLeaseClient()
      .breakLease(0);
  });
});
