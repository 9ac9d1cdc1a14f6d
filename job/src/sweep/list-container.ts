import type { BlobItem, ContainerClient, ContainerListBlobsOptions } from '@azure/storage-blob';
import { withDeadline } from '@blobscribe/core/deadline';

const PAGE_DEADLINE_MS = 60_000;

/**
 * The blobs of a container in the storage's order, a page in memory at a time.
 * @throws {DeadlineError} if a page does not come.
 */
export async function* listContainer(
  container: ContainerClient,
  options: ContainerListBlobsOptions,
  signal?: AbortSignal,
): AsyncGenerator<BlobItem> {
  const pages = container.listBlobsFlat(options).byPage();
  for (;;) {
    const page = await withDeadline(
      `listing ${container.containerName}`,
      PAGE_DEADLINE_MS,
      () => pages.next(),
      signal,
    );
    if (page.done) return;
    yield* page.value.segment.blobItems;
  }
}
