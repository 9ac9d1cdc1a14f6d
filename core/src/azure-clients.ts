import type { TokenCredential } from '@azure/identity';
import { ServiceBusClient } from '@azure/service-bus';
import { BlobServiceClient, StorageSharedKeyCredential } from '@azure/storage-blob';

/** The values of the shared variables that name the services; each service is named exactly one way. */
export type StorageSettings = {
  readonly STORAGE_CONNECTION_STRING?: string | undefined;
  readonly STORAGE_ENDPOINT?: string | undefined;
  readonly AZURE_CLIENT_ID?: string | undefined;
};
export type ServiceBusSettings = {
  readonly SERVICEBUS_CONNECTION_STRING?: string | undefined;
  readonly SERVICEBUS_NAMESPACE?: string | undefined;
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

/** The Service Bus namespace: by connection string on a laptop, by managed identity in Azure. */
export async function connectServiceBus(settings: ServiceBusSettings): Promise<ServiceBusClient> {
  if (settings.SERVICEBUS_CONNECTION_STRING !== undefined) {
    return new ServiceBusClient(settings.SERVICEBUS_CONNECTION_STRING);
  }
  const namespace = String(settings.SERVICEBUS_NAMESPACE);
  // `localhost` and full names stay as they are; a bare name is one of the public cloud.
  const isWhole = namespace.includes('.') || namespace === 'localhost';
  const host = isWhole ? namespace : `${namespace}.servicebus.windows.net`;
  return new ServiceBusClient(host, await createCredential(settings.AZURE_CLIENT_ID));
}

/**
 * The user-assigned identity of this client id, or whatever identity the machine offers. Loaded only
 * where an identity signs: the import alone would cost a laptop's executions 100 ms.
 */
export async function createCredential(clientId: string | undefined): Promise<TokenCredential> {
  const { DefaultAzureCredential, ManagedIdentityCredential } = await import('@azure/identity');
  return clientId ? new ManagedIdentityCredential({ clientId }) : new DefaultAzureCredential();
}
