import type { BlobServiceClient } from '@azure/storage-blob';
import { CONTAINERS } from '@blobscribe/core/blob-names';
import { sharedKeyOf } from '@blobscribe/core/connect-storage';
import { createDelegationKeyCache } from './delegation-key.ts';
import { signWithDelegationKey, signWithSharedKey } from './sign-upload.ts';

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
  const withSharedKey = sharedKey && signWithSharedKey(sharedKey);
  const withDelegationKey = createDelegationKeyCache(async (from, until) => {
    const key = await storage.getUserDelegationKey(from, until);
    return signWithDelegationKey(storage.accountName, key);
  }, now);
  const protocol = new URL(publicEndpoint).protocol === 'http:' ? 'https,http' : 'https';
  const uploads = `${publicEndpoint.replace(/\/$/, '')}/${CONTAINERS.uploads}`;

  return async function issueUploadUrl(uploadName) {
    const expiresAt = new Date(now() + UPLOAD_URL_MINUTES * 60_000);
    const sign = withSharedKey ?? (await withDelegationKey());
    // Tenants, UUIDs and numbers need no escaping in a path.
    return { url: `${uploads}/${uploadName}?${sign(uploadName, expiresAt, protocol)}`, expiresAt };
  };
}
