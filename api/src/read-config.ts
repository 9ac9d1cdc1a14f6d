import { isLoopback } from '@blobscribe/core/loopback';
import { type Environment, readSettings, type Variable } from '@blobscribe/core/settings';
import {
  COMMON_VARIABLES,
  STORAGE_VARIABLES,
  storageRule,
} from '@blobscribe/core/shared-variables';
import { z } from 'zod';

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
  AUTH: { schema: z.enum(['none']), help: 'who may ask: none (on a loopback address only)' },
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
  ]);
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}
