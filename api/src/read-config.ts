import { isLoopback } from '@blobscribe/core/loopback';
import { type Environment, readSettings, type Variable } from '@blobscribe/core/settings';
import {
  COMMON_VARIABLES,
  STORAGE_VARIABLES,
  storageRule,
} from '@blobscribe/core/shared-variables';
import * as z from 'zod';

/** A list of exact origins; a path or a `*` is a mistake that would open or close too much. */
const origins = z
  .string()
  .default('')
  .transform((text) => text.split(',').map((origin) => origin.trim()))
  .transform((list) => list.filter((origin) => origin !== ''))
  .refine((list) => list.every(isOrigin), 'each must be scheme://host[:port]');

export const API_VARIABLES = {
  ...STORAGE_VARIABLES,
  ...COMMON_VARIABLES,
  STORAGE_PUBLIC_ENDPOINT: {
    schema: z.url().optional(),
    help: "the blob endpoint as clients reach it, which goes into upload URLs; the storage's own if absent",
  },
  AUTH: {
    schema: z.enum(['none', 'api-key', 'entra']),
    help: 'who may ask: none (on a loopback address only), api-key or entra',
  },
  API_KEYS: {
    schema: z.string().optional(),
    help: 'with AUTH=api-key: the hashes that `blobscribe keys create` prints; else from Key Vault',
  },
  KEY_VAULT_URL: {
    schema: z.url().optional(),
    help: 'the Key Vault that holds api-keys: https://<name>.vault.azure.net',
  },
  ENTRA_TENANT_ID: {
    schema: z.string().optional(),
    help: 'with AUTH=entra: the directory whose tokens are taken',
  },
  ENTRA_AUDIENCE: {
    schema: z.string().optional(),
    help: "with AUTH=entra: the API's application id, or its api:// URI",
  },
  ENTRA_TENANT_CLAIM: {
    schema: z.string().default('tid'),
    help: 'with AUTH=entra: the claim that names the tenant',
  },
  ENTRA_ROLE: {
    schema: z.string().default('Prompts.ReadWrite'),
    help: 'with AUTH=entra: the role or scope that a token must hold',
  },
  ENTRA_AUTHORITY: {
    schema: z.url().default('https://login.microsoftonline.com'),
    help: 'with AUTH=entra: who signs the tokens; another only in a sovereign cloud',
  },
  REQUESTS_PER_MINUTE: {
    schema: z.coerce.number().int().min(1).default(600),
    help: 'requests of a tenant in a minute, for each replica; not counted with AUTH=none',
  },
  OPEN_UPLOADS: {
    schema: z.coerce.number().int().min(1).default(5000),
    help: 'upload URLs of a tenant within the 15 minutes that they live, for each replica',
  },
  IMAGES_PER_DAY: {
    schema: z.coerce.number().int().min(1).default(100_000),
    help: 'images of a tenant in a day, for each replica',
  },
  FETCH_PRIVATE: {
    schema: z
      .enum(['0', '1'])
      .default('0')
      .transform((text) => text === '1'),
    help: 'for tests: 1 lets remote URLs lead to this machine; on a loopback address only',
  },
  ALLOWED_ORIGINS: {
    schema: origins,
    help: 'the origins whose pages may call, separated by commas: https://app.example.org',
  },
  HOST: { schema: z.string().default('127.0.0.1'), help: 'the address to listen on' },
  PORT: {
    schema: z.coerce.number().int().min(1).max(65535).default(8080),
    help: 'the port to listen on',
  },
} satisfies Record<string, Variable>;

export type Config = ReturnType<typeof readConfig>;

/**
 * The API's configuration.
 * @throws {SettingsError} naming every wrong or missing variable at once.
 */
export function readConfig(environment: Environment) {
  return readSettings(environment, API_VARIABLES, (values) => [
    ...storageRule(values),
    ...(values.AUTH === 'none' && values.HOST && !isLoopback(values.HOST)
      ? [`AUTH=none is for a laptop: HOST must be a loopback address, not ${values.HOST}`]
      : []),
    ...(values.FETCH_PRIVATE && values.HOST && !isLoopback(values.HOST)
      ? [`FETCH_PRIVATE=1 is for tests: HOST must be a loopback address, not ${values.HOST}`]
      : []),
    ...authRules(values),
  ]);
}

function authRules(values: {
  readonly AUTH?: string;
  readonly API_KEYS?: string | undefined;
  readonly KEY_VAULT_URL?: string | undefined;
  readonly ENTRA_TENANT_ID?: string | undefined;
  readonly ENTRA_AUDIENCE?: string | undefined;
}): string[] {
  if (values.AUTH === 'api-key' && !values.API_KEYS && !values.KEY_VAULT_URL) {
    return ['AUTH=api-key needs API_KEYS, or KEY_VAULT_URL where the secret api-keys is'];
  }
  if (values.AUTH === 'entra' && !(values.ENTRA_TENANT_ID && values.ENTRA_AUDIENCE)) {
    return ['AUTH=entra needs ENTRA_TENANT_ID and ENTRA_AUDIENCE'];
  }
  return [];
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}
