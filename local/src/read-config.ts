import { type Environment, readSettings, type Variable } from '@blobscribe/core/settings';
import * as z from 'zod';

export const LOCAL_VARIABLES = {
  STORAGE_CONNECTION_STRING: {
    schema: z.string(),
    help: 'Azurite, in the container beside this one',
  },
  SERVICEBUS_CONNECTION_STRING: {
    schema: z.string().optional(),
    help: "Microsoft's emulator of Service Bus; without it a stand-in in this container",
  },
  BLOB_NAMES: {
    schema: z
      .string()
      .default('')
      .transform((text) => text.split(',').filter((name) => name !== '')),
    help: 'names under which the other containers call the blob endpoint, separated by commas: local:10000',
  },
  BLOB_PORT: {
    schema: z.coerce.number().int().min(1).max(65_535).default(10_000),
    help: 'the port of this machine under which clients find the blob endpoint',
  },
  API_PORT: {
    schema: z.coerce.number().int().min(1).max(65_535).default(8080),
    help: "the port of this machine under which a browser finds the API's page",
  },
  KEY_FOLDER: {
    schema: z.string(),
    help: 'where the API key is kept for the API, and local.json for commands',
  },
  LOCK_SECONDS: {
    schema: z.string().optional(),
    help: "the queue's lock duration, in seconds",
  },
} satisfies Record<string, Variable>;

export type Config = ReturnType<typeof readConfig>;

/**
 * The configuration of the stand-ins in a container.
 * @throws {SettingsError} naming every wrong or missing variable at once.
 */
export function readConfig(environment: Environment) {
  return readSettings(environment, LOCAL_VARIABLES);
}
