import { readOptions } from '../read-options.ts';
import { readCall } from '../usage-error.ts';
import { ACTIONS, type Action, helpFor } from './help.ts';

export type QueueArguments = {
  /** Undefined where only the help is wanted. */
  readonly action: Action | undefined;
  readonly ids: readonly string[];
  readonly all: boolean;
  readonly dryRun: boolean;
  readonly yes: boolean;
  readonly json: boolean;
  readonly data: string;
  readonly help: boolean;
};

const OPTIONS = {
  all: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  yes: { type: 'boolean', short: 'y', default: false },
  json: { type: 'boolean', default: false },
  data: { type: 'string', default: '.blobscribe' },
} as const;

/** Options that only change something. */
const OF_CHANGES = ['all', 'dryRun', 'yes'] as const;

/**
 * What the command is to do.
 * @throws {UsageError} with the help of the action that was meant.
 */
export function readArguments(args: string[]): QueueArguments {
  const meant = ACTIONS.find((action) => args.includes(action));
  const { values, positionals } = readOptions(args, OPTIONS, { help: helpFor(meant) });
  const [word, ...ids] = positionals;
  const action = ACTIONS.find((name) => name === word);
  const read = { ...values, dryRun: values['dry-run'], action, ids };
  if (!values.help) readCall(helpFor(meant), () => check(read));
  return read;
}

function check(read: QueueArguments): void {
  const { action, ids, all, yes } = read;
  if (!action) throw new Error(`say what to do: queue ${ACTIONS.join('|')}`);
  const changes = action === 'redrive' || action === 'discard';
  if (!changes && OF_CHANGES.some((name) => read[name])) {
    throw new Error(`queue ${action} changes nothing: it takes no --all, --dry-run or --yes`);
  }
  if (action === 'redrive' && yes) throw new Error('queue redrive asks nothing: it takes no --yes');
  if (action === 'list' && ids.length > 0) throw new Error('queue list takes no ID');
  if (action === 'show' && ids.length !== 1) throw new Error('name one ID: queue show ID');
  if (changes && all === ids.length > 0) throw new Error(`name IDs, or --all: queue ${action}`);
}
