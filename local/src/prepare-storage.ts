import type { BlobServiceClient } from '@azure/storage-blob';
import { CONTAINERS } from '@blobscribe/core/blob-names';

/** Makes the containers of the design, and lets a browser PUT to them from the page's `origins`. */
export async function prepareStorage(
  storage: BlobServiceClient,
  origins: readonly string[],
): Promise<void> {
  await createContainers(storage);
  const rule = {
    allowedOrigins: origins.join(','),
    allowedMethods: 'PUT,OPTIONS',
    allowedHeaders: 'content-type,x-ms-*',
    exposedHeaders: 'etag,x-ms-*',
    maxAgeInSeconds: 3600,
  };
  await storage.setProperties({ cors: [rule] });
}

/** Makes the containers of the design that are not there yet. */
export async function createContainers(storage: BlobServiceClient): Promise<void> {
  await Promise.all(
    Object.values(CONTAINERS).map((name) => storage.getContainerClient(name).createIfNotExists()),
  );
}
