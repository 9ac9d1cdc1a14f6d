import { BlobServiceClient, StorageSharedKeyCredential } from '@azure/storage-blob';
import { createCredential } from './credential.ts';

/** The values of the variables that name the account; it is named exactly one way. */
export type StorageSettings = {
  readonly STORAGE_CONNECTION_STRING?: string | undefined;
  readonly STORAGE_ENDPOINT?: string | undefined;
  readonly AZURE_CLIENT_ID?: string | undefined;
};

/** Our own deadlines bound each call: a few quick tries of the SDK's inside them are enough. */
const STORAGE_RETRIES = {
  maxTries: 3,
  tryTimeoutInMs: 30_000,
  retryDelayInMs: 200,
  maxRetryDelayInMs: 2_000,
};

/**
 * The storage account: by connection string on a laptop, by managed identity in Azure.
 * @throws {TypeError} if the connection string or the endpoint is malformed.
 */
export async function connectStorage(settings: StorageSettings): Promise<BlobServiceClient> {
  const options = { retryOptions: STORAGE_RETRIES };
  if (settings.STORAGE_CONNECTION_STRING !== undefined) {
    return BlobServiceClient.fromConnectionString(settings.STORAGE_CONNECTION_STRING, options);
  }
  const credential = await createCredential(settings.AZURE_CLIENT_ID);
  return new BlobServiceClient(String(settings.STORAGE_ENDPOINT), credential, options);
}

/** The shared key of a laptop's account, or undefined where an identity signs. */
export function sharedKeyOf(storage: BlobServiceClient): StorageSharedKeyCredential | undefined {
  return storage.credential instanceof StorageSharedKeyCredential ? storage.credential : undefined;
}
