import * as z from 'zod';
import type { ServiceBusSettings } from './connect-service-bus.ts';
import type { StorageSettings } from './connect-storage.ts';
import type { Variable } from './settings.ts';

const MEBIBYTE = 1024 * 1024;

/** The variables that `api` and `job` both read; the names are a contract. */
export const STORAGE_VARIABLES = {
  STORAGE_CONNECTION_STRING: {
    schema: z.string().optional(),
    help: 'the storage account with its key; on a laptop only',
  },
  STORAGE_ENDPOINT: {
    schema: z.url().optional(),
    help: 'the blob endpoint, reached with a managed identity: https://<account>.blob.core.windows.net',
  },
  AZURE_CLIENT_ID: {
    schema: z.string().optional(),
    help: 'the client id of the user-assigned identity to use',
  },
} satisfies Record<string, Variable>;

export const SERVICE_BUS_VARIABLES = {
  SERVICEBUS_CONNECTION_STRING: {
    schema: z.string().optional(),
    help: 'the Service Bus namespace with its key; on a laptop only',
  },
  SERVICEBUS_NAMESPACE: {
    schema: z.string().optional(),
    help: 'the namespace, reached with a managed identity: <name> or <name>.servicebus.windows.net',
  },
  QUEUE_NAME: { schema: z.string().default('images'), help: 'the queue that blob events go to' },
} satisfies Record<string, Variable>;

export const COMMON_VARIABLES = {
  MAX_IMAGE_BYTES: {
    schema: z.coerce
      .number()
      .int()
      .min(1)
      .default(64 * MEBIBYTE),
    help: 'the largest image in bytes; larger ones are refused, or end as too-large unread',
  },
  APPLICATIONINSIGHTS_CONNECTION_STRING: {
    schema: z.string().optional(),
    help: 'where telemetry goes; without it none is sent',
  },
} satisfies Record<string, Variable>;

/** Storage is named one way, not none and not two. */
export function storageRule(values: Partial<StorageSettings>): string[] {
  return oneOf(values, 'STORAGE_CONNECTION_STRING', 'STORAGE_ENDPOINT');
}

/** The Service Bus is named one way, not none and not two. */
export function serviceBusRule(values: Partial<ServiceBusSettings>): string[] {
  return oneOf(values, 'SERVICEBUS_CONNECTION_STRING', 'SERVICEBUS_NAMESPACE');
}

function oneOf<Name extends string>(
  values: Partial<Record<Name, unknown>>,
  local: Name,
  cloud: Name,
): string[] {
  const named = [local, cloud].filter((name) => values[name] !== undefined);
  if (named.length === 1) return [];
  const state = named.length === 0 ? 'are both missing' : 'are both set';
  return [`${local} and ${cloud} ${state}: set one, the first on a laptop, the second in Azure`];
}
