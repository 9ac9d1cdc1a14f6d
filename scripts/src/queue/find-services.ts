import { readSettings } from '@blobscribe/core/settings';
import {
  SERVICE_BUS_VARIABLES,
  STORAGE_VARIABLES,
  serviceBusRule,
  storageRule,
} from '@blobscribe/core/shared-variables';
import { findRunningStack } from '../running-stack.ts';

/**
 * Where storage and queue are: those of the pipeline that runs on the data folder, or else those that
 * the environment names. `tell` is told which.
 * @throws {SettingsError} if no pipeline runs there and the environment names no services.
 */
export async function findServices(
  data: string,
  environment: NodeJS.ProcessEnv,
  tell: (line: string) => void,
) {
  const stack = await findRunningStack(data);
  if (stack) {
    tell(`The pipeline on ${data}:`);
    return {
      STORAGE_CONNECTION_STRING: stack.storage.connectionString,
      SERVICEBUS_CONNECTION_STRING: stack.serviceBus.connectionString,
      QUEUE_NAME: stack.serviceBus.queue,
    };
  }
  const variables = { ...STORAGE_VARIABLES, ...SERVICE_BUS_VARIABLES };
  const settings = readSettings(environment, variables, (values) =>
    [...storageRule(values), ...serviceBusRule(values)].map(
      (problem) => `no pipeline runs on ${data}, and ${problem}`,
    ),
  );
  tell(`The queue ${settings.QUEUE_NAME} that the environment names:`);
  return settings;
}
