import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FaultBench } from './bench.ts';

/** Writes down what all executions said and what they were handed, for whoever looks for the cause; returns where. */
export async function keepLogs(id: string, { launcher, ledger }: FaultBench): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `blobscribe-faults-${id}-`));
  const lines = launcher.executions.flatMap((execution) => execution.lines);
  await writeFile(join(folder, 'lines.txt'), lines.join('\n'));
  const { deliveries, writes } = ledger;
  await writeFile(join(folder, 'wire.json'), JSON.stringify({ deliveries, writes }, undefined, 1));
  return folder;
}
