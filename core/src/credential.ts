import type { TokenCredential } from '@azure/identity';

/**
 * The user-assigned identity of this client id, or whatever identity the machine offers. Loaded only
 * where an identity signs: the import alone would cost a laptop's executions 100 ms.
 */
export async function createCredential(clientId: string | undefined): Promise<TokenCredential> {
  const { DefaultAzureCredential, ManagedIdentityCredential } = await import('@azure/identity');
  return clientId ? new ManagedIdentityCredential({ clientId }) : new DefaultAzureCredential();
}
