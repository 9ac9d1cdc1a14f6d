import { setTimeout as sleep } from 'node:timers/promises';

export type ScaleRule = {
  /** Images that one execution is meant to drain. */
  readonly messageCount: number;
  readonly maxExecutions: number;
};

/**
 * How many executions to start now: KEDA's formula for a ScaledJob's default strategy,
 * min(max, ceil(active / messageCount)) − running (kedacore/keda, pkg/scaling/executor/scale_jobs.go).
 * `active` counts locked messages too, as Service Bus does.
 */
export function executionsToStart(rule: ScaleRule, active: number, running: number): number {
  const wanted = Math.min(rule.maxExecutions, Math.ceil(active / rule.messageCount));
  return Math.max(0, wanted - running);
}

export type ScalerOptions = {
  readonly rule: ScaleRule;
  readonly pollingIntervalMs: number;
  readonly active: () => number;
  readonly running: () => number;
  readonly start: () => void;
};

/** Starts executions by the formula at every polling interval, until it is stopped. */
export function startScaler(options: ScalerOptions): { stop(): Promise<void> } {
  const { rule, pollingIntervalMs, active, running, start } = options;
  const stopping = new AbortController();
  const looking = (async () => {
    while (!stopping.signal.aborted) {
      const count = executionsToStart(rule, active(), running());
      for (let started = 0; started < count; started += 1) start();
      await sleep(pollingIntervalMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await looking;
    },
  };
}
