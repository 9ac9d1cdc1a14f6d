import type { Pattern } from './arrivals.ts';
import type { Setup } from './setup.ts';
import { type Run, simulate } from './simulate.ts';

/** KEDA's look comes at any moment after the first image: this many, evenly spread, stand for all. */
const PHASES = 10;

export type Summary = {
  readonly p50: number | undefined;
  readonly p95: number | undefined;
  /** Mean of the runs. */
  readonly executions: number;
  readonly mostAtOnce: number;
  readonly looks: number;
  readonly billedVcpuSeconds: number;
  readonly perThousand: number | undefined;
};

/** One pattern under one setup, over all moments at which KEDA may look first. */
export function summarise(setup: Setup, pattern: Pattern): Summary {
  const runs = Array.from({ length: PHASES }, (_, phase) =>
    simulate(setup, pattern, ((phase + 0.5) / PHASES) * setup.pollingSeconds),
  );
  const waits = runs.flatMap((run) => run.waits).sort((left, right) => left - right);
  const mean = (value: (run: Run) => number) =>
    runs.reduce((sum, run) => sum + value(run), 0) / runs.length;
  const billedVcpuSeconds = mean((run) => run.billedVcpuSeconds);
  const images = pattern.arrivals.length;
  return {
    p50: quantile(waits, 0.5),
    p95: quantile(waits, 0.95),
    executions: mean((run) => run.executions),
    mostAtOnce: Math.max(...runs.map((run) => run.mostAtOnce)),
    looks: mean((run) => run.looks),
    billedVcpuSeconds,
    perThousand: images === 0 ? undefined : (billedVcpuSeconds / images) * 1000,
  };
}

function quantile(sorted: readonly number[], share: number): number | undefined {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}
