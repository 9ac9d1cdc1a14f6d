import type { SecretClient } from '@azure/keyvault-secrets';
import { createCredential } from './credential.ts';
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
  const client = await connectVault(url, clientId);
  return readSecret(client, secretNameOf(name));
}

/**
 * Changes a secret of Key Vault, and reads it back; `change` is given what is there. Two who change one at
 * the same moment may undo each other, and the first then fails here.
 * @throws {Error} if another's change came between. @throws {RestError} if the vault refuses.
 */
export async function changeSecret(
  name: string,
  { KEY_VAULT_URL: url, AZURE_CLIENT_ID: clientId }: SecretSettings & { KEY_VAULT_URL: string },
  change: (present: string | undefined) => string,
): Promise<void> {
  const client = await connectVault(url, clientId);
  const secretName = secretNameOf(name);
  const value = change(await readSecret(client, secretName));
  await client.setSecret(secretName, value);
  if ((await readSecret(client, secretName)) !== value) {
    throw new Error(`${secretName} was changed by somebody else at the same moment: try again`);
  }
}

async function connectVault(url: string, clientId: string | undefined): Promise<SecretClient> {
  const { SecretClient } = await import('@azure/keyvault-secrets');
  return new SecretClient(url, await createCredential(clientId), {
    // The vault of a test is at another address than the resource that its challenge names.
    disableChallengeResourceVerification: isLoopback(new URL(url).hostname),
  });
}

async function readSecret(client: SecretClient, name: string): Promise<string | undefined> {
  try {
    return (await client.getSecret(name)).value;
  } catch (error) {
    if (error instanceof Error && 'statusCode' in error && error.statusCode === 404) {
      return undefined;
    }
    throw error;
  }
}

function secretNameOf(variable: string): string {
  return variable.toLowerCase().replaceAll('_', '-');
}
