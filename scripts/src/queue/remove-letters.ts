import type { DeadLetters } from '@blobscribe/core/dead-letters/open-dead-letters';
import { forTerminal, jsonForTerminal } from '../for-terminal.ts';

const DONE = { redrive: 'redriven', discard: 'discarded' } as const;

export type RemovalAction = keyof typeof DONE;

export type Removing = {
  /** Which of them, or all that there are. */
  readonly wanted: ReadonlySet<string> | 'all';
  readonly dryRun: boolean;
  readonly json: boolean;
  /** Whether to go on, asked once it is known how many there are. */
  readonly confirm: (count: number) => Promise<boolean>;
};

/** Sends dead letters again or takes them away, and prints what became of each; the exit status. */
export async function removeLetters(
  letters: DeadLetters,
  action: RemovalAction,
  { wanted, dryRun, json, confirm }: Removing,
): Promise<number> {
  const print = (id: string, outcome: string, why?: string) => {
    const parts = [outcome, id, ...(why === undefined ? [] : [why])];
    const line = json
      ? jsonForTerminal({ id, outcome, error: why })
      : parts.map((part) => forTerminal(part)).join('  ');
    process.stdout.write(`${line}\n`);
  };
  const present = new Set((await letters.list()).map(({ id }) => id));
  const chosen = wanted === 'all' ? present : wanted.intersection(present);
  const missing = wanted === 'all' ? new Set<string>() : wanted.difference(present);
  let failed = 0;
  if (dryRun) for (const id of chosen) print(id, `would be ${DONE[action]}`);
  else if (chosen.size > 0) {
    if (!(await confirm(chosen.size))) return 1;
    for (const id of chosen) missing.add(id);
    for await (const { letter, error } of letters[action](chosen)) {
      missing.delete(letter.id);
      if (error === undefined) print(letter.id, DONE[action]);
      else print(letter.id, 'failed', reasonOf(error));
      if (error !== undefined) failed += 1;
    }
  }
  for (const id of missing) print(id, 'not found');
  return missing.size + failed > 0 ? 1 : 0;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
