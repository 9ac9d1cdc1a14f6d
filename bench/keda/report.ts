import { parseArgs } from 'node:util';
import { PATTERNS } from './arrivals.ts';
import { deployed, type Setup, tutorial } from './setup.ts';
import { type Summary, summarise } from './summarise.ts';

/** The numbers that a flag may replace, each with what it is. */
const FLAGS = {
  'message-count': ['messageCount', 'images that one execution is meant to drain'],
  'max-executions': ['maxExecutions', 'executions at a time'],
  poll: ['pollingSeconds', 'seconds between two looks at the queue'],
  linger: ['lingerSeconds', 'seconds that an execution waits for more'],
  concurrency: ['concurrency', 'images in work at a time in one execution'],
  start: ['startSeconds', 'seconds from the decision to the first message'],
  'billed-start': ['billedStartSeconds', 'seconds of those that are billed'],
  vcpu: ['vcpu', 'cores of an execution'],
  cpu: ['cpuSeconds', 'seconds of a core for one image'],
  tps: ['callsPerSecond', 'calls a second that all executions share'],
  'vision-seconds': ['visionSeconds', 'seconds until the vision service answers'],
} as const satisfies Record<string, readonly [keyof Setup, string]>;

const flagHelp = Object.entries(FLAGS)
  .map(([flag, [, help]]) => `  --${flag} N`.padEnd(24) + help)
  .join('\n');

/** How the command is called. */
export const HELP = `node bench/keda-model.ts [--pattern NAME]… [--calls-per-minute N] [flags]

Models how KEDA follows the queue, with its real formula, and what a container costs meanwhile:
Blobscribe as infra/bicep deploys it beside the usual tutorial (a message, an execution).
Waits are from the message to the record; the moment of KEDA's first look is varied.

  --pattern NAME        ${Object.keys(PATTERNS).join(', ')}; default all
  --calls-per-minute N  what the vision service takes from all together; default 1200
  --alone               without the tutorial

These replace a number of Blobscribe's setup, not of the tutorial's, but for start and service:
${flagHelp}
`;

/** What belongs to the platform, and is the same for both. */
const SHARED: readonly (keyof Setup)[] = [
  'startSeconds',
  'billedStartSeconds',
  'cpuSeconds',
  'visionSeconds',
];

/**
 * What the command prints for these arguments.
 * @throws {Error} that says what is wrong with them.
 */
export function modelText(args: readonly string[]): string {
  const names = [...Object.keys(FLAGS), 'calls-per-minute'];
  const text = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  const values: Readonly<Record<string, unknown>> = parseArgs({
    args: [...args],
    options: {
      ...text,
      pattern: { type: 'string', multiple: true },
      alone: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  }).values;
  if (values.help) return HELP;
  const rate = number('calls-per-minute', values['calls-per-minute']) ?? 1200;
  const changes = Object.entries(FLAGS).flatMap(([flag, [member]]) => {
    const value = number(flag, values[flag]);
    return value === undefined ? [] : [[member, value] as const];
  });
  const ours: Setup = { ...deployed(rate), ...Object.fromEntries(changes) };
  const shared = changes.filter(([member]) => SHARED.includes(member));
  const theirs: Setup = { ...tutorial(rate), ...Object.fromEntries(shared) };
  const rows = (list(values.pattern) ?? Object.keys(PATTERNS)).flatMap((name) => {
    const pattern = PATTERNS[name];
    if (!pattern)
      throw new Error(`there is no pattern ${name}: ${Object.keys(PATTERNS).join(', ')}`);
    return [
      row(pattern.name, 'blobscribe', summarise(ours, pattern)),
      ...(values.alone ? [] : [row('', 'tutorial', summarise(theirs, pattern))]),
    ];
  });
  const other = values.alone ? '' : `${describe('tutorial', theirs)}\n`;
  const setups = `${describe('blobscribe', ours)}\n${other}`;
  return `${setups}\n${HEAD}${rows.join('')}`;
}

function list(value: unknown): string[] | undefined {
  return Array.isArray(value) ? value.map(String) : undefined;
}

function number(flag: string, text: unknown): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!(value > 0) && !(flag === 'linger' && value === 0)) {
    throw new Error(`--${flag} ${text}: a number above 0 is needed`);
  }
  return value;
}

function describe(name: string, setup: Setup): string {
  return (
    `${name.padEnd(11)} messageCount ${setup.messageCount}, maxExecutions ${setup.maxExecutions}, ` +
    `poll ${setup.pollingSeconds} s, linger ${setup.lingerSeconds} s, ` +
    `${setup.concurrency} in work on ${setup.vcpu} vCPU, sharing ${setup.callsPerSecond} calls/s; ` +
    `start ${setup.startSeconds} s, vision ${setup.visionRate} calls/s`
  );
}

const WIDTHS = [25, 11, 9, 9, 11, 9, 8, 12];
const HEAD = line([
  'pattern',
  'setup',
  'p50 s',
  'p95 s',
  'executions',
  'at once',
  'looks',
  'vCPU-s/1k',
]);

function row(pattern: string, setup: string, summary: Summary): string {
  const { p50, p95, executions, mostAtOnce, looks, perThousand } = summary;
  const shown = (value: number | undefined, digits: number) => value?.toFixed(digits) ?? '-';
  return line([
    pattern,
    setup,
    shown(p50, 1),
    shown(p95, 1),
    shown(executions, 1),
    String(mostAtOnce),
    shown(looks, 0),
    shown(perThousand, 0),
  ]);
}

function line(cells: readonly string[]): string {
  const padded = cells.map((cell, index) => {
    const width = WIDTHS[index] ?? 0;
    return index < 2 ? cell.padEnd(width) : cell.padStart(width);
  });
  return `${padded.join('').trimEnd()}\n`;
}
