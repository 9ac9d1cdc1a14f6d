import { type Environment, readSettings, type Variable } from '@blobscribe/core/settings';
import {
  COMMON_VARIABLES,
  SERVICE_BUS_VARIABLES,
  STORAGE_VARIABLES,
  serviceBusRule,
  storageRule,
} from '@blobscribe/core/shared-variables';
import * as z from 'zod';
import { VISION_VARIABLES, visionRule } from './vision/vision-variables.ts';

const whole = (fallback: number, least: number, most: number) =>
  z.coerce.number().int().min(least).max(most).default(fallback);

export const JOB_VARIABLES = {
  ...STORAGE_VARIABLES,
  ...SERVICE_BUS_VARIABLES,
  ...COMMON_VARIABLES,
  ...VISION_VARIABLES,
  CONCURRENCY: {
    schema: whole(16, 1, 200),
    help: 'images looked at at a time; a quarter more are read, decoded and written meanwhile',
  },
  LINGER_SECONDS: {
    schema: whole(30, 1, 600),
    help: 'how long an execution waits for more before it exits, in seconds',
  },
  LOCK_SECONDS: { schema: whole(60, 5, 300), help: "the queue's lock duration, in seconds" },
  RUN_SECONDS: {
    schema: whole(1680, 1, 86_400),
    help: `when an execution stops receiving, in seconds: its replicaTimeout less LOCK_SECONDS less 60`,
  },
  SWEEP_AFTER_MINUTES: {
    schema: whole(15, 0, 1440),
    help: 'how old an upload without a record is before it is queued again, in minutes',
  },
} satisfies Record<string, Variable>;

export type Config = ReturnType<typeof readConfig>;

/**
 * The job's configuration.
 * @throws {SettingsError} naming every wrong or missing variable at once.
 */
export function readConfig(environment: Environment) {
  return readSettings(environment, JOB_VARIABLES, (values) => [
    ...storageRule(values),
    ...serviceBusRule(values),
    ...visionRule(values),
  ]);
}
