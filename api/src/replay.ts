import type { BlobServiceClient } from '@azure/storage-blob';
import type { Upload } from '@blobscribe/core/blob-names';
import { isDeleted } from '@blobscribe/core/delete-image';
import { promptDocumentSchema } from '@blobscribe/core/prompt-document';
import type { PromptFinder } from './find-prompt.ts';
import type { Unfinished } from './look-at-upload.ts';
import { Problem } from './problem.ts';

export type PromptStatus = Unfinished | 'succeeded' | 'failed';

/**
 * Where the image of a request stands that was sent before; undefined if the first sending got no
 * further than its claim.
 * @throws {Problem} 409 if the image was deleted since.
 */
export type ReplayedStatus = (
  upload: Upload,
  signal: AbortSignal,
) => Promise<PromptStatus | undefined>;

export function createReplayedStatus(
  storage: BlobServiceClient,
  findPrompt: PromptFinder,
): ReplayedStatus {
  return async function replayedStatus(upload, signal) {
    const found = await findPrompt(upload, 0, { signal });
    if (!found) {
      if (!(await isDeleted(storage, upload, signal))) return undefined;
      throw new Problem(
        'conflict',
        'The image of this Idempotency-Key was deleted; use a new key to send it again.',
      );
    }
    if (found.status !== 'finished') return found.status;
    return promptDocumentSchema.parse(JSON.parse(found.record.text)).status;
  };
}
