import {
  EXISTING,
  type Existing,
  SIDE_CAR_KINDS,
  type SideCarKind,
} from '@blobscribe/core/data-set/side-car';
import { type Options, optionsSchema, TARGETS, type Target } from '@blobscribe/core/options';
import { oneOf } from '../one-of.ts';

/** What is made of records, and in which words: `batch` and `export` take these. */
export const OUTPUT_OPTIONS = {
  sidecar: { type: 'string', multiple: true, default: [] as string[] },
  jsonl: { type: 'boolean', default: false },
  csv: { type: 'boolean', default: false },
  zip: { type: 'boolean', default: false },
  out: { type: 'string' },
  existing: { type: 'string' },
  target: { type: 'string' },
  trigger: { type: 'string' },
  prefix: { type: 'string' },
  suffix: { type: 'string' },
  retarget: { type: 'boolean', default: false },
} as const;

/** The lines of their help. */
export const OUTPUT_HELP = `  --sidecar KIND   txt (default), caption, json beside each image; or several
  --jsonl  --csv  --zip   metadata.jsonl (ImageFolder), prompts.csv, prompts.zip
  --out DIR        where these go, folders mirrored; metadata.jsonl stays
  --existing HOW   what is there: skip (default), overwrite, append, prepend
  --target NAME    ${TARGETS.slice(0, 5).join(', ')},
                   ${TARGETS.slice(5).join(', ')} (default natural)
  --trigger WORD  --prefix TEXT  --suffix TEXT   put into captions
`;

/** The targets that have a place for these words. */
export const TAKEN_BY: Readonly<Record<'trigger' | 'prefix' | 'suffix', readonly Target[]>> = {
  trigger: ['caption', 'tags'],
  prefix: ['caption'],
  suffix: ['caption'],
};

type WordFlag = keyof typeof TAKEN_BY;

export type DataSetFlag = 'jsonl' | 'csv' | 'zip';

export type OutputOptions = {
  readonly sideCars: readonly SideCarKind[];
  readonly files: readonly DataSetFlag[];
  readonly out: string | undefined;
  readonly existing: Existing;
  readonly target: Target;
  /** What words the target is to have; as the API takes them. */
  readonly options: Options;
  readonly retarget: boolean;
};

type Values = {
  readonly sidecar: readonly string[];
  readonly jsonl: boolean;
  readonly csv: boolean;
  readonly zip: boolean;
  readonly out?: string | undefined;
  readonly existing?: string | undefined;
  readonly target?: string | undefined;
  readonly trigger?: string | undefined;
  readonly prefix?: string | undefined;
  readonly suffix?: string | undefined;
  readonly retarget: boolean;
};

/** @throws {Error} that says what is wrong with them. */
export function readOutputOptions(values: Values): OutputOptions {
  const { out, retarget } = values;
  const kinds = values.sidecar.flatMap((text) => text.split(','));
  const sideCars = [...new Set(kinds)].map((kind) => oneOf('--sidecar', kind, SIDE_CAR_KINDS));
  const files = (['jsonl', 'csv', 'zip'] as const).filter((name) => values[name]);
  const existing = oneOf('--existing', values.existing ?? 'skip', EXISTING);
  const isJoined = existing === 'append' || existing === 'prepend';
  if (isJoined && sideCars.includes('json')) {
    throw new Error(`--existing ${existing} is for words: a JSON side-car can only be replaced`);
  }
  const target = readTarget(values);
  const options = readWords(target, values);
  return { sideCars, files, out, existing, target, options, retarget };
}

/** Words are put into a data set's texts alone: so without a target they mean its captions. */
function readTarget({ target, ...values }: Values): Target {
  const flags = Object.keys(TAKEN_BY) as WordFlag[];
  const given = flags.filter((flag) => values[flag] !== undefined);
  if (target === undefined) return given.length > 0 ? 'caption' : 'natural';
  const name = oneOf('--target', target, TARGETS);
  const lost = given.find((flag) => !TAKEN_BY[flag].includes(name));
  if (lost === undefined) return name;
  throw new Error(`--${lost} is for --target ${TAKEN_BY[lost].join(' or ')}: ${name} takes none`);
}

function readWords(target: Target, { trigger, prefix, suffix }: Values): Options {
  const read = optionsSchema.safeParse({
    targets: [target],
    ...(trigger === undefined ? {} : { triggerWord: trigger }),
    ...(prefix === undefined ? {} : { prefix }),
    ...(suffix === undefined ? {} : { suffix }),
  });
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const flag = String(issue?.path[0]).replace('triggerWord', 'trigger');
  throw new Error(`--${flag}: ${issue?.message}`);
}
