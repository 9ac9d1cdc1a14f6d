import type { Log } from '@blobscribe/core/log';
import { findSecret } from '@blobscribe/core/secrets';
import type { Config } from '../read-config.ts';
import { createApiKeyCheck } from './api-keys.ts';
import type { Authenticate } from './caller.ts';
import type { EntraSettings } from './entra.ts';

/** The tenant of a laptop, where nobody has to say who they are and all is one person's. */
const LOCAL_CALLER = { tenant: 'local', readsDrop: true } as const;

type EntraName = keyof EntraSettings;

export type AuthSettings = Pick<
  Config,
  'AUTH' | 'API_KEYS' | 'KEY_VAULT_URL' | 'AZURE_CLIENT_ID' | EntraName
>;

export type AuthDependencies = {
  readonly log: Pick<Log, 'warn'>;
  /** In milliseconds, as `Date.now` gives it. */
  readonly now: () => number;
};

/**
 * How callers are known, by `AUTH`.
 * @throws {Error} with `api-key`, if there are no keys, they are malformed or the vault cannot be read.
 */
export async function chooseAuthentication(
  config: AuthSettings,
  { log, now }: AuthDependencies,
): Promise<Authenticate> {
  switch (config.AUTH) {
    case 'none':
      return async () => LOCAL_CALLER;
    case 'api-key':
      return createApiKeyCheck({ load: () => loadKeys(config), log, now });
    case 'entra': {
      // Only here: the import alone takes 50 ms.
      const { createEntraCheck } = await import('./entra.ts');
      return createEntraCheck(entraSettings(config), { now });
    }
  }
}

async function loadKeys(config: AuthSettings): Promise<string> {
  const keys = await findSecret('API_KEYS', config.API_KEYS, config);
  if (keys === undefined) {
    throw new Error(
      'AUTH=api-key finds no keys: set API_KEYS, or the secret api-keys in Key Vault',
    );
  }
  return keys;
}

function entraSettings(config: AuthSettings): EntraSettings {
  const { ENTRA_TENANT_ID, ENTRA_AUDIENCE } = config;
  if (ENTRA_TENANT_ID === undefined || ENTRA_AUDIENCE === undefined) {
    throw new Error('AUTH=entra needs ENTRA_TENANT_ID and ENTRA_AUDIENCE');
  }
  return { ...config, ENTRA_TENANT_ID, ENTRA_AUDIENCE };
}
