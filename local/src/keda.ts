import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '@blobscribe/core/log';

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
  readonly active: () => number | Promise<number>;
  readonly running: () => number;
  readonly start: () => void;
  readonly log: Log;
};

/** Starts executions by the formula at every polling interval, until it is stopped. */
export function startScaler(options: ScalerOptions): { stop(): Promise<void> } {
  const { rule, pollingIntervalMs, active, running, start, log } = options;
  const stopping = new AbortController();
  const looking = (async () => {
    while (!stopping.signal.aborted) {
      try {
        const count = executionsToStart(rule, await active(), running());
        for (let started = 0; started < count; started += 1) start();
      } catch (error) {
        // As KEDA does: asked again at the next interval.
        log.warn('queue-not-counted', { error });
      }
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
