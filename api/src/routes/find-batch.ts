import { DROP_TENANT } from '@blobscribe/core/blob-names';
import type { BatchRecord } from '@blobscribe/core/request-record';
import { isUuid } from '@blobscribe/core/uuid';
import { Problem } from '../problem.ts';
import type { RequestStore } from '../request-store.ts';

/**
 * What was asked for a batch of the tenant.
 * @throws {Problem} 404 if it has no such batch, whoever else may have.
 */
export async function findBatch(
  requests: RequestStore,
  tenant: string,
  id: string | undefined,
): Promise<BatchRecord> {
  const couldBe = tenant !== DROP_TENANT && id !== undefined && isUuid(id);
  const batch = couldBe ? await requests.readBatch(tenant, id) : undefined;
  if (!batch) throw new Problem('not-found', 'No batch has this id.');
  return batch;
}
