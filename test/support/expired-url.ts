import {
  BlobSASPermissions,
  type BlobServiceClient,
  generateBlobSASQueryParameters,
  SASProtocol,
} from '@azure/storage-blob';
import { sharedKeyOf } from '../../core/src/connect-storage.ts';

/** The same URL to upload to as it would be an hour after its end. */
export function expiredUrl(url: string, storage: BlobServiceClient): string {
  const { origin, pathname } = new URL(url);
  const [containerName = '', ...name] = pathname.split('/').slice(2);
  const credential = sharedKeyOf(storage);
  if (!credential) throw new Error('no key');
  const query = generateBlobSASQueryParameters(
    {
      containerName,
      blobName: name.join('/'),
      permissions: BlobSASPermissions.parse('c'),
      protocol: SASProtocol.HttpsAndHttp,
      expiresOn: new Date(Date.now() - 3_600_000),
    },
    credential,
  );
  return `${origin}${pathname}?${query}`;
}
