import { type BenchOptions, type FaultBench, startFaultBench } from './bench.ts';
import { keepLogs } from './keep-logs.ts';
import { scanLogs } from './log-scan.ts';
import { processesLeft } from './processes-left.ts';
import { measureRecovery } from './recovery.ts';
import { examine, extraVisionCalls, listRecords } from './witness.ts';

/** What a scenario is held to besides what holds for all: nothing lost, nothing doubled. */
export type Figures = {
  /** How many vision calls may be made twice. */
  readonly extraCalls: number;
  /** From a kill to the record of what was in work. */
  readonly recoveryMs?: number;
  /** What went wrong by the scenario's own measure. */
  readonly faults?: readonly string[];
  /** Exit statuses that are no fault; 0, and SIGKILL by our own hand, always are none. */
  readonly ends?: readonly number[];
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

export type Size = (full: number, short: number) => number;

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

async function judge(
  { id, title }: Scenario,
  bench: FaultBench,
  figures: Figures,
): Promise<Omit<Result, 'seconds'>> {
  const { accepted, broker, launcher } = bench;
  const before = await listRecords(bench);
  await Promise.all(launcher.running().map((execution) => execution.ended));
  const { lost, doubled, wrong } = await examine(bench, before);
  const { kills, slowestMs } = measureRecovery(bench);
  const extraCalls = extraVisionCalls(bench);
  const deadLettered = broker.deadLetterCount('images');
  const waiting = broker.activeCount('images') + broker.scheduledCount('images');
  const left = await processesLeft(launcher.executions);
  const { ends = [], note = '' } = figures;
  const badEnds = launcher.executions.filter(({ end }) => {
    const how = end()?.how ?? 0;
    return how !== 0 && how !== 'SIGKILL' && !ends.some((status) => status === how);
  });
  const { recoveryMs = Number.POSITIVE_INFINITY } = figures;
  const faults = [
    ...(figures.faults ?? []),
    ...(lost > 0 ? [`${lost} uploads have no record`] : []),
    ...(doubled > 0 ? [`${doubled} records were written again`] : []),
    ...wrong,
    ...(deadLettered > 0 ? [`${deadLettered} messages are dead-lettered`] : []),
    ...(waiting > 0 ? [`${waiting} messages are left`] : []),
    ...(left > 0 ? [`${left} processes are left`] : []),
    ...(extraCalls > figures.extraCalls
      ? [`${extraCalls} extra vision calls, of ${figures.extraCalls} allowed`]
      : []),
    ...((slowestMs ?? 0) > recoveryMs
      ? [`recovery took ${Math.round(slowestMs ?? 0)} ms, of ${recoveryMs} allowed`]
      : []),
    ...badEnds.map(({ name, end, lines }) => `${name} ended ${end()?.how}: ${lines.at(-1)}`),
    ...scanLogs(launcher.executions),
  ];
  if (faults.length > 0) faults.push(`logs are in ${await keepLogs(id, bench)}`);
  return {
    ...{ id, title, kills, lost, doubled, deadLettered, extraCalls, note, faults },
    uploads: accepted.length,
    slowestRecoveryMs: slowestMs,
  };
}
