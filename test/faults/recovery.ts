import type { FaultBench } from './bench.ts';

export type Recovery = { readonly kills: number; readonly slowestMs: number | undefined };

/**
 * From a death by SIGKILL to the record of what that execution had been handed and not described: the
 * slowest of them. Of an image that met several deaths the last counts.
 */
export function measureRecovery({ launcher, ledger }: FaultBench): Recovery {
  const deaths = launcher.executions.flatMap(({ name, end }) => {
    const ended = end();
    return ended?.how === 'SIGKILL' ? [{ name, at: ended.at }] : [];
  });
  const lastDeaths = new Map<string, number>();
  for (const { name, at } of deaths) {
    for (const delivery of ledger.deliveries) {
      if (delivery.door !== name) continue;
      lastDeaths.set(delivery.name, Math.max(at, lastDeaths.get(delivery.name) ?? 0));
    }
  }
  const waits = [...lastDeaths].map(([name, at]) => (ledger.writtenAt(name) ?? at) - at);
  const slowestMs = waits.length > 0 ? Math.max(0, ...waits) : undefined;
  return { kills: deaths.length, slowestMs };
}
