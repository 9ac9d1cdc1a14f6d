import type { PromptDocument } from '@blobscribe/core/prompt-document';
import type { Api } from './client/call.ts';
import { listRecords } from './client/records.ts';
import { forTerminal, jsonForTerminal } from './for-terminal.ts';
import { interruptible } from './interruptible.ts';
import { pause } from './pause.ts';
import { readOptions } from './read-options.ts';
import { UsageError } from './usage-error.ts';
import { API_HELP, API_OPTIONS, withApi } from './with-api.ts';

const LOOK_MS = 2_000;
/** A listing may lag behind what was written, and clocks differ. */
const OVERLAP_MS = 60_000;

const HELP = `blobscribe watch [drop/FOLDER/] [options]

Prints the prompt of what is dropped there, as it is described, until Ctrl-C.
Example: npm run watch -- drop/

  --all            what is described already, too
  --json           print the whole documents, a line each
${API_HELP}
Exit status: 130 after Ctrl-C, 1 if the API cannot be asked, 2 wrong call.
`;

/** The command `watch`; ends by being interrupted. */
export async function watch(args: string[]): Promise<number> {
  const { values, positionals } = readOptions(
    args,
    {
      ...API_OPTIONS,
      all: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
    { help: HELP },
  );
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const path = readPath(positionals);
  const tell = (line: string) => void process.stderr.write(`${line}\n`);
  const print = values.json ? printJson : printWords;
  return interruptible((signal) =>
    withApi(values, { environment: process.env, tell, signal }, HELP, async (api) => {
      const onReady = () => tell(`Watching ${path} … (Ctrl-C ends it)`);
      for await (const record of newRecords(api, path, values.all, onReady)) print(record);
      return 0;
    }),
  );
}

/** Records below `path`, each version once, as they appear; only with `all` those of before the first look. */
async function* newRecords(
  api: Api,
  path: string,
  all: boolean,
  onReady: () => void,
): AsyncGenerator<PromptDocument> {
  let known = new Map<string, string>();
  for (let isFirst = true; ; isFirst = false) {
    const moment = isFirst && all ? 0 : Date.now() - OVERLAP_MS;
    const present = new Map<string, string>();
    for await (const record of listRecords(api, { path, since: new Date(moment).toISOString() })) {
      const { name } = record.source;
      present.set(name, record.createdAt);
      const isNew = known.get(name) !== record.createdAt;
      if (isNew && (all || !isFirst)) yield record;
    }
    known = present;
    if (isFirst) onReady();
    await pause(LOOK_MS, api.signal);
  }
}

function printWords({ source, ...record }: PromptDocument): void {
  const words = record.status === 'succeeded' ? record.prompt : `failed: ${record.error.message}`;
  process.stdout.write(`${forTerminal(source.name)}\n  ${words}\n\n`);
}

function printJson(record: PromptDocument): void {
  process.stdout.write(`${jsonForTerminal(record)}\n`);
}

/** @throws {UsageError} if it is not below `drop/`. */
function readPath([path = 'drop/', ...others]: readonly string[]): string {
  if (others.length > 0) throw new UsageError('name one folder of drop/', HELP);
  if (!path.startsWith('drop/')) throw new UsageError(`${path} is not below drop/`, HELP);
  return path.endsWith('/') ? path : `${path}/`;
}
