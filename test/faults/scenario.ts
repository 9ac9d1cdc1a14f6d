import { type BenchOptions, type FaultBench, startFaultBench } from './bench.ts';
import { judge } from './judge.ts';
import type { End } from './launcher.ts';

/** What a scenario is held to besides what holds for all: nothing lost, nothing doubled. */
export type Figures = {
  /** How many vision calls may be made twice. */
  readonly extraCalls: number;
  /** From a kill to the record of what was in work. */
  readonly recoveryMs?: number;
  /** What went wrong by the scenario's own measure. */
  readonly faults?: readonly string[];
  /** Exit statuses that are no fault; 0, and SIGKILL by our own hand, always are none. */
  readonly ends?: readonly End[];
  /** What is worth telling. */
  readonly note?: string;
};

export type Scenario = {
  readonly id: string;
  readonly title: string;
  readonly bench?: BenchOptions;
  /** `size` chooses between the full and the short form. */
  readonly play: (bench: FaultBench, size: Size) => Promise<Figures>;
};

export type Size = <T>(full: T, short: T) => T;

export type Result = {
  readonly id: string;
  readonly title: string;
  readonly uploads: number;
  readonly kills: number;
  readonly lost: number;
  readonly doubled: number;
  readonly deadLettered: number;
  readonly extraCalls: number;
  readonly slowestRecoveryMs: number | undefined;
  readonly seconds: number;
  readonly note: string;
  /** Empty if it passed. */
  readonly faults: readonly string[];
};

/** Plays one scenario on a bench of its own and holds what is there afterwards to its figures. */
export async function runScenario(
  scenario: Scenario,
  { seed, isShort }: { seed: number; isShort: boolean },
): Promise<Result> {
  const startedAt = performance.now();
  const bench = await startFaultBench(seed, scenario.bench);
  try {
    const figures = await scenario.play(bench, (full, short) => (isShort ? short : full));
    const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
    return { ...(await judge(scenario, bench, figures)), seconds };
  } finally {
    await bench.stop();
  }
}
