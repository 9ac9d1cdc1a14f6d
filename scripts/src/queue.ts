import { resolve } from 'node:path';
import type { DeadLetters } from '@blobscribe/core/dead-letters/open-dead-letters';
import { confirm } from './confirm.ts';
import { jsonForTerminal } from './for-terminal.ts';
import { findServices } from './queue/find-services.ts';
import { type Action, helpFor } from './queue/help.ts';
import { letterJson, letterLines } from './queue/print-letters.ts';
import { type QueueArguments, readArguments } from './queue/read-arguments.ts';
import { removeLetters } from './queue/remove-letters.ts';
import { UsageError } from './usage-error.ts';

const tell = (line: string) => process.stderr.write(`${line}\n`);

/** The command `queue`; returns its exit status. */
export async function queue(args: string[]): Promise<number> {
  const wanted = readArguments(args);
  const { action, help, dryRun, yes } = wanted;
  if (help || !action) {
    process.stdout.write(helpFor(action));
    return 0;
  }
  const canAsk = process.stdin.isTTY && process.stderr.isTTY;
  if (action === 'discard' && !dryRun && !yes && !canAsk) {
    throw new UsageError('there is no terminal to ask on: say --yes', helpFor(action));
  }
  const services = await findServices(resolve(wanted.data), process.env, tell);
  // Loaded only where it is used: the Azure clients would cost every command half a second.
  const { openDeadLetters } = await import('@blobscribe/core/dead-letters/open-dead-letters');
  const letters = await openDeadLetters(services);
  try {
    return await run(letters, action, wanted);
  } finally {
    await letters.close().catch((error) => tell(`closing the connection: ${error}`));
  }
}

async function run(letters: DeadLetters, action: Action, wanted: QueueArguments): Promise<number> {
  const { ids, all, dryRun, yes, json } = wanted;
  if (action === 'list') return list(letters, json);
  if (action === 'show') return show(letters, ids[0] ?? '');
  return removeLetters(letters, action, {
    wanted: all ? 'all' : new Set(ids),
    dryRun,
    json,
    confirm: async (count) =>
      action === 'redrive' || yes || confirm(`Take ${count} dead letters away for good?`),
  });
}

async function list(letters: DeadLetters, json: boolean): Promise<number> {
  const found = await letters.list();
  const now = Date.now();
  for (const letter of found) {
    process.stdout.write(json ? letterJson(letter, now) : letterLines(letter, now));
  }
  if (found.length === 0) tell('Nothing lies dead.');
  return 0;
}

async function show(letters: DeadLetters, id: string): Promise<number> {
  const letter = (await letters.list()).find((other) => other.id === id);
  if (!letter) throw new Error(`there is no dead letter ${id}`);
  process.stdout.write(`${jsonForTerminal(letter.content, 2)}\n`);
  return 0;
}
