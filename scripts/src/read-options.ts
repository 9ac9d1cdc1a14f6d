import { type ParseArgsConfig, parseArgs } from 'node:util';
import { closest } from './closest.ts';
import { UsageError } from './usage-error.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

const HELP_OPTION = { help: { type: 'boolean', short: 'h', default: false } } as const;

/**
 * A call's options and other words, `--help` among them in any case; with `words: false` there may be none
 * but options.
 * @throws {UsageError} that says what is wrong with the call, and which option may be meant.
 */
export function readOptions<const Known extends Options>(
  args: string[],
  options: Known,
  { help, words = true }: { readonly help: string; readonly words?: boolean },
) {
  const known = { ...HELP_OPTION, ...options };
  try {
    return parseArgs({ args, options: known, allowPositionals: words });
  } catch (cause) {
    throw new UsageError(explain(cause, Object.keys(known)), help, { cause });
  }
}

function explain(error: unknown, names: readonly string[]): string {
  const { code, message } = error as { readonly code?: string; readonly message?: string };
  const given = /'(-[^'= ]*)/.exec(message ?? '')?.[1];
  if (code !== 'ERR_PARSE_ARGS_UNKNOWN_OPTION' || given === undefined) return String(message);
  const meant = closest(given.replace(/^-+/, ''), names);
  return `there is no option ${given}${meant === undefined ? '' : `; did you mean --${meant}?`}`;
}
