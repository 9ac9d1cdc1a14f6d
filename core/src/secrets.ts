import { createCredential } from './azure-clients.ts';
import { isLoopback } from './loopback.ts';

export type SecretSettings = {
  readonly KEY_VAULT_URL?: string | undefined;
  readonly AZURE_CLIENT_ID?: string | undefined;
};

/**
 * A secret by the name of its environment variable: `value` if the environment has it, else what Key
 * Vault holds under the kebab-case name (`VISION_KEY` is `vision-key` there), or undefined where
 * neither has it.
 * @throws {RestError} if the vault cannot be reached or read.
 */
export async function findSecret(
  name: string,
  value: string | undefined,
  settings: SecretSettings,
): Promise<string | undefined> {
  const { KEY_VAULT_URL: url, AZURE_CLIENT_ID: clientId } = settings;
  if (value !== undefined || url === undefined) return value;
  const { SecretClient } = await import('@azure/keyvault-secrets');
  const client = new SecretClient(url, await createCredential(clientId), {
    // The vault of a test is at another address than the resource that its challenge names.
    disableChallengeResourceVerification: isLoopback(new URL(url).hostname),
  });
  try {
    return (await client.getSecret(name.toLowerCase().replaceAll('_', '-'))).value;
  } catch (error) {
    if (error instanceof Error && 'statusCode' in error && error.statusCode === 404) {
      return undefined;
    }
    throw error;
  }
}
