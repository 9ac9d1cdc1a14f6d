import { DROP_TENANT, type Upload, uploadOfId } from '@blobscribe/core/blob-names';
import { Problem } from '../problem.ts';

/**
 * The upload of a tenant that an id leads to; what was dropped is found by its path only.
 * @throws {Problem} 404 if no id looks like that.
 */
export function uploadOf(tenant: string, id: string | undefined): Upload {
  const upload = tenant === DROP_TENANT ? undefined : uploadOfId(tenant, id ?? '');
  if (!upload) throw promptNotFound();
  return upload;
}

/** Another tenant's id is answered like one that nobody has. */
export function promptNotFound(): Problem {
  return new Problem('not-found', 'No prompt has this id.');
}
