import {
  BlobSASPermissions,
  type BlobServiceClient,
  generateBlobSASQueryParameters,
  SASProtocol,
} from '@azure/storage-blob';
import { CONTAINERS } from '@blobscribe/core/blob-names';
import { sharedKeyOf } from '@blobscribe/core/connect-storage';
import { createDelegationKeyCache } from './delegation-key.ts';

/** How long an upload URL works; nobody needs longer, and a leaked one dies soon. */
const UPLOAD_URL_MINUTES = 15;

export type UploadUrl = { readonly url: string; readonly expiresAt: Date };

export type UploadUrlIssuer = (uploadName: string) => Promise<UploadUrl>;

/**
 * Signs URLs that create one blob and nothing else: permission `c` alone makes the blob write-once
 * (with `w` a second PUT would overwrite it). A laptop's account signs with its shared key, Azure with
 * a user-delegation key. Over https only, but for an endpoint that is itself http, on a laptop.
 *
 * `publicEndpoint` is the blob endpoint as clients reach it.
 */
export function createUploadUrlIssuer(
  storage: BlobServiceClient,
  publicEndpoint: string = storage.url,
  now: () => number = Date.now,
): UploadUrlIssuer {
  const sharedKey = sharedKeyOf(storage);
  const delegationKey = createDelegationKeyCache(
    (from, until) => storage.getUserDelegationKey(from, until),
    now,
  );
  const isPlain = new URL(publicEndpoint).protocol === 'http:';

  return async function issueUploadUrl(uploadName) {
    const expiresOn = new Date(now() + UPLOAD_URL_MINUTES * 60_000);
    const values = {
      containerName: CONTAINERS.uploads,
      blobName: uploadName,
      permissions: BlobSASPermissions.parse('c'),
      protocol: isPlain ? SASProtocol.HttpsAndHttp : SASProtocol.Https,
      expiresOn,
    };
    const query = sharedKey
      ? generateBlobSASQueryParameters(values, sharedKey)
      : generateBlobSASQueryParameters(values, await delegationKey(), storage.accountName);
    const base = publicEndpoint.replace(/\/$/, '');
    // Tenants, UUIDs and numbers need no escaping in a path.
    return { url: `${base}/${CONTAINERS.uploads}/${uploadName}?${query}`, expiresAt: expiresOn };
  };
}
