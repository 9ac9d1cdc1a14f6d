import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Log } from '@blobscribe/core/log';
import { visionProvider } from '@blobscribe/core/vision-provider';
import { createExecutions } from './executions.ts';
import { type ScaleRule, startScaler } from './keda.ts';
import { startProcess } from './processes.ts';

/** As the Bicep sets it: half an hour for an execution. */
const REPLICA_TIMEOUT_MS = 1_800_000;
/** Smaller and quicker than in Azure: this machine starts an execution in half a second. */
const SCALE_RULE = { messageCount: 50, maxExecutions: 4 };
const POLLING_INTERVAL_MS = 500;
const SWEEP_GRACE_MS = 5_000;

export type JobsOptions = {
  readonly environment: NodeJS.ProcessEnv;
  /** Messages to be worked on, the locked ones included. */
  readonly active: () => number | Promise<number>;
  readonly print: (line: string) => void;
  readonly log: Log;
};

export type Jobs = {
  /** Ends when what was left from before is queued and executions may start; fails if the sweep did. */
  readonly started: Promise<void>;
  /** Ends all, and waits for it. */
  readonly stop: () => Promise<void>;
};

/** The jobs of this machine: one sweep, since the queue was in memory, then executions as it fills. */
export function startJobs(options: JobsOptions): Jobs {
  const { environment, active, print, log } = options;
  const sweep = startProcess({
    label: 'sweep',
    script: script('sweep.ts'),
    // Whatever has no record has no message either, however young it is.
    environment: { ...environment, SWEEP_AFTER_MINUTES: '0' },
    print,
  });
  const executions = createExecutions({
    script: script('main.ts'),
    environment,
    replicaTimeoutMs: REPLICA_TIMEOUT_MS,
    print,
    log,
  });
  const scaler = sweep.ended.then((end) => {
    if (end !== 0) throw new Error('the sweep failed; its lines above say why');
    return startScaler({
      rule: scaleRule(environment),
      pollingIntervalMs: POLLING_INTERVAL_MS,
      active,
      ...executions,
      log,
    });
  });
  const started = scaler.then(() => {});
  // Whoever starts the jobs may fail at something else before it asks.
  started.catch(() => {});
  return {
    started,
    async stop() {
      await sweep.stop(SWEEP_GRACE_MS);
      await scaler.then(
        (running) => running.stop(),
        () => {},
      );
      await executions.stop();
    },
  };
}

/** Eyes of its own take an execution a core and half a gigabyte. */
function scaleRule(environment: NodeJS.ProcessEnv): ScaleRule {
  if (visionProvider(environment) !== 'on-device') return SCALE_RULE;
  const maxExecutions = Math.min(SCALE_RULE.maxExecutions, availableParallelism());
  return { ...SCALE_RULE, maxExecutions };
}

function script(name: string): string {
  return fileURLToPath(new URL(`../../job/src/${name}`, import.meta.url));
}
