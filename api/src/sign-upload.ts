import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import type { StorageSharedKeyCredential, UserDelegationKey } from '@azure/storage-blob';
import { CONTAINERS } from '@blobscribe/core/blob-names';

/** The service version of @azure/storage-blob, which a test holds this to. */
const VERSION = '2026-10-06';
/** To create a blob, which makes it write-once; of one blob. */
const PERMISSION = 'c';
const RESOURCE = 'b';

export type Protocol = 'https' | 'https,http';

/** The query of a SAS that creates `blobName` in `uploads`, until `expiresOn`. */
export type UploadSigner = (blobName: string, expiresOn: Date, protocol: Protocol) => string;

/**
 * Signs with the key of an account, as "Create a service SAS" of the Blob service REST API says. What
 * the storage client makes of the same is identical and takes many times as long (bench: sas-signer).
 */
export function signWithSharedKey(credential: StorageSharedKeyCredential): UploadSigner {
  return (blobName, expiresOn, protocol) => {
    const expiry = instant(expiresOn);
    const place = placeOf(credential.accountName, blobName);
    const identifierAndAddresses = '\n';
    const timeAndScope = '\n';
    const text = `${PERMISSION}\n\n${expiry}\n${place}\n${identifierAndAddresses}\n${protocol}\n${VERSION}\n${RESOURCE}\n${timeAndScope}\n${NO_HEADERS}`;
    return `sv=${VERSION}&spr=${encodeURIComponent(protocol)}&se=${encodeURIComponent(expiry)}&sr=${RESOURCE}&sp=${PERMISSION}&sig=${encodeURIComponent(credential.computeHMACSHA256(text))}`;
  };
}

/** Signs with a user-delegation key, as "Create a user delegation SAS" says. */
export function signWithDelegationKey(
  accountName: string,
  delegation: UserDelegationKey,
): UploadSigner {
  const key = createSecretKey(Buffer.from(delegation.value, 'base64'));
  const { signedObjectId, signedTenantId, signedService, signedVersion } = delegation;
  const [from, until] = [instant(delegation.signedStartsOn), instant(delegation.signedExpiresOn)];
  const signed = [signedObjectId, signedTenantId, from, until, signedService, signedVersion];
  const names = ['skoid', 'sktid', 'skt', 'ske', 'sks', 'skv'];
  const keyQuery = signed.map((value, at) => `${names[at]}=${encodeURIComponent(value)}`).join('&');
  const keyText = signed.join('\n');
  return (blobName, expiresOn, protocol) => {
    const expiry = instant(expiresOn);
    const place = placeOf(accountName, blobName);
    const agentsAndAddresses = '\n\n\n\n\n';
    const timeScopeAndRequest = '\n\n\n';
    const text = `${PERMISSION}\n\n${expiry}\n${place}\n${keyText}\n${agentsAndAddresses}\n${protocol}\n${VERSION}\n${RESOURCE}\n${timeScopeAndRequest}\n${NO_HEADERS}`;
    return `sv=${VERSION}&spr=${encodeURIComponent(protocol)}&se=${encodeURIComponent(expiry)}&${keyQuery}&sr=${RESOURCE}&sp=${PERMISSION}&sig=${signature(key, text)}`;
  };
}

/** Cache-Control, and the four headers of content, that an answer would be given. */
const NO_HEADERS = '\n\n\n\n';

function placeOf(accountName: string, blobName: string): string {
  return `/blob/${accountName}/${CONTAINERS.uploads}/${blobName}`;
}

function signature(key: KeyObject, text: string): string {
  return encodeURIComponent(createHmac('sha256', key).update(text, 'utf8').digest('base64'));
}

/** Without milliseconds: 2026-03-04T05:06:07Z. */
function instant(date: Date): string {
  return `${date.toISOString().slice(0, -5)}Z`;
}
