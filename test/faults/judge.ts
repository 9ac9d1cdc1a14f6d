import { until } from '../support/until.ts';
import { BUSY_MS, type FaultBench } from './bench.ts';
import { keepLogs } from './keep-logs.ts';
import type { Execution } from './launcher.ts';
import { scanLogs } from './log-scan.ts';
import { processesLeft } from './processes-left.ts';
import { measureRecovery } from './recovery.ts';
import type { Figures, Result, Scenario } from './scenario.ts';
import { QUEUE } from './services.ts';
import { examine, extraVisionCalls, listRecords } from './witness.ts';

/** Holds what is there after a scenario to what holds for all and to its own figures. */
export async function judge(
  { id, title }: Scenario,
  bench: FaultBench,
  figures: Figures,
): Promise<Omit<Result, 'seconds'>> {
  const { accepted, broker, launcher } = bench;
  const before = await listRecords(bench);
  // One that does not end is told of below.
  await until('all ended', () => launcher.running().length === 0, BUSY_MS).catch(() => {});
  const { lost, doubled, wrong } = await examine(bench, before);
  const { kills, slowestMs } = measureRecovery(bench);
  const extraCalls = extraVisionCalls(bench);
  const deadLettered = broker.deadLetterCount(QUEUE);
  const { recoveryMs = Number.POSITIVE_INFINITY, ends = [], note = '' } = figures;
  const faults = [
    ...(figures.faults ?? []),
    ...atMost(0, lost, 'uploads without a record'),
    ...atMost(0, doubled, 'records written again'),
    ...wrong,
    ...atMost(0, deadLettered, 'messages dead-lettered'),
    ...atMost(0, bench.waiting(), 'messages left'),
    ...atMost(0, await processesLeft(launcher.executions), 'processes left'),
    ...atMost(figures.extraCalls, extraCalls, 'extra vision calls'),
    ...atMost(recoveryMs, Math.round(slowestMs ?? 0), 'ms to the slowest recovery'),
    ...badEnds(launcher.executions, [0, 'SIGKILL', ...ends]),
    ...scanLogs(launcher.executions),
  ];
  if (faults.length > 0) faults.push(`logs are in ${await keepLogs(id, bench)}`);
  return {
    ...{ id, title, kills, lost, doubled, deadLettered, extraCalls, note, faults },
    uploads: accepted.length,
    slowestRecoveryMs: slowestMs,
  };
}

function atMost(most: number, found: number, what: string): string[] {
  return found > most ? [`${found} ${what}, of ${most} allowed`] : [];
}

function badEnds(executions: readonly Execution[], good: readonly unknown[]): string[] {
  return executions.flatMap(({ name, end, lines }) => {
    const how = end()?.how;
    return good.includes(how) ? [] : [`${name} ended ${how}: ${lines.at(-1)}`];
  });
}
