import type { BlobServiceClient } from '@azure/storage-blob';
import { CONTAINERS, type Upload } from '@blobscribe/core/blob-names';
import { withDeadline } from '@blobscribe/core/deadline';
import { deleteImage, isDeleted } from '@blobscribe/core/delete-image';
import { type FailureCode, ImageFailure } from '@blobscribe/core/failure';
import { failedDocument } from '../describe-image.ts';
import { writeRecord } from '../write-record.ts';

const STORAGE_DEADLINE_MS = 30_000;

export type Ending = {
  readonly code: FailureCode;
  /** Of the image that has come to its end, if one ever arrived; without quotes. */
  readonly etag?: string;
  readonly fileName?: string | undefined;
};

/**
 * Writes the record of an upload that nobody works on any more, unless it has one; whether it was
 * written. One that is deleted meanwhile takes the record with it.
 */
export function endUpload(
  storage: BlobServiceClient,
  upload: Upload,
  { code, etag, fileName }: Ending,
): Promise<boolean> {
  const source = {
    container: CONTAINERS.uploads,
    name: upload.name,
    ...(etag === undefined ? {} : { etag }),
    ...(fileName === undefined ? {} : { fileName }),
  };
  const document = failedDocument(upload.id, source, new ImageFailure(code), 0);
  return withDeadline('ending an upload', STORAGE_DEADLINE_MS, async (signal) => {
    const result = await writeRecord(storage, upload, document, signal);
    if (!(await isDeleted(storage, upload, signal))) return result === 'written';
    await deleteImage(storage, upload, signal);
    return false;
  });
}
