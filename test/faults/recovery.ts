import type { FaultBench } from './bench.ts';

export type Recovery = { readonly kills: number; readonly slowestMs: number | undefined };

/**
 * From each death by SIGKILL to the records of what that execution had been handed and not described:
 * the slowest of them.
 */
export function measureRecovery({ launcher, ledger }: FaultBench): Recovery {
  const deaths = launcher.executions.flatMap(({ name, end }) => {
    const ended = end();
    return ended?.how === 'SIGKILL' ? [{ name, at: ended.at }] : [];
  });
  const waits = deaths.flatMap(({ name, at }) =>
    ledger.deliveries
      .filter((delivery) => delivery.door === name)
      .map((delivery) => (ledger.writtenAt(delivery.name) ?? at) - at),
  );
  const slowestMs = waits.length > 0 ? Math.max(0, ...waits) : undefined;
  return { kills: deaths.length, slowestMs };
}
