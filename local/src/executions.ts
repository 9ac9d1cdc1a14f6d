import { randomBytes } from 'node:crypto';
import type { Log } from '@blobscribe/core/log';
import { type RunningProcess, startProcess } from './processes.ts';

/** Container Apps sends SIGTERM and kills 30 s later (microsoft/azure-container-apps#1669). */
const GRACE_MS = 30_000;

export type ExecutionOptions = {
  readonly script: string;
  readonly environment: NodeJS.ProcessEnv;
  /** An execution is ended after so long, whatever it does. */
  readonly replicaTimeoutMs: number;
  /** Between SIGTERM and SIGKILL; as on Container Apps if absent. */
  readonly graceMs?: number;
  readonly print: (line: string) => void;
  readonly log: Log;
};

export type Executions = {
  readonly running: () => number;
  readonly start: () => void;
  /** Ends all, and waits for it. */
  readonly stop: () => Promise<void>;
};

/** Executions of the job as processes of this machine, ended as Container Apps ends its own. */
export function createExecutions(options: ExecutionOptions): Executions {
  const { script, environment, replicaTimeoutMs, graceMs = GRACE_MS, print, log } = options;
  const running = new Map<string, RunningProcess>();

  function start(): void {
    const name = `job-${randomBytes(3).toString('hex')}`;
    const execution = startProcess({ label: name, script, environment, print });
    running.set(name, execution);
    const timer = setTimeout(() => {
      log.warn('execution-timed-out', { name, replicaTimeoutMs });
      void execution.stop(graceMs);
    }, replicaTimeoutMs);
    void execution.ended.then((end) => {
      clearTimeout(timer);
      running.delete(name);
      if (end !== 0) log.warn('execution-failed', { name, end });
    });
  }

  return {
    running: () => running.size,
    start,
    stop: async () => {
      await Promise.all([...running.values()].map((execution) => execution.stop(graceMs)));
    },
  };
}
