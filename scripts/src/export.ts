import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { DataSetRow } from '@blobscribe/core/data-set/data-set-row';
import { renderedText } from '@blobscribe/core/data-set/rendered-text';
import { retarget } from '@blobscribe/core/data-set/retarget';
import { createSafeNames } from '@blobscribe/core/data-set/safe-name';
import type { SideCarKind } from '@blobscribe/core/data-set/side-car';
import type { PromptDocument } from '@blobscribe/core/prompt-document';
import { isUuid } from '@blobscribe/core/uuid';
import { batchItems } from './client/batches.ts';
import type { Api } from './client/call.ts';
import { listRecords, type RecordQuery } from './client/records.ts';
import { counted } from './counted.ts';
import { jsonForTerminal } from './for-terminal.ts';
import { interruptible } from './interruptible.ts';
import { checkUnclaimed, dataSetPaths, writeDataSets } from './outputs/data-set-files.ts';
import {
  OUTPUT_HELP,
  OUTPUT_OPTIONS,
  type OutputOptions,
  readOutputOptions,
} from './outputs/output-options.ts';
import { createSideCars } from './outputs/side-cars.ts';
import { readOptions } from './read-options.ts';
import { readCall } from './usage-error.ts';
import { API_HELP, API_OPTIONS, baseFolder, type Place, withApi } from './with-api.ts';

const HELP = `blobscribe export BATCH|drop/FOLDER/ [options]

Takes away what was described: a batch by its id, or all that was dropped below
a name. Nobody looks at the images again.
Example: npm run export -- drop/ --csv --out words

${OUTPUT_HELP}  --retarget       render the words again from each record's scene
  --json           print a line of JSON for each image
${API_HELP}Exit status: 0, 1 if an image has no words, 2 wrong call.
`;

type ExportArguments = {
  readonly query: RecordQuery;
  readonly outputs: OutputOptions;
  readonly json: boolean;
  readonly place: Place;
  readonly help: boolean;
};

const tell = (line: string) => void process.stderr.write(`${line}\n`);

/** The command `export`; returns its exit status. */
export async function exportRecords(args: string[]): Promise<number> {
  const { help, place, ...wanted } = readArguments(args);
  if (help) {
    process.stdout.write(HELP);
    return 0;
  }
  return interruptible((signal) =>
    withApi(place, { environment: process.env, tell, signal }, HELP, (api) => take(api, wanted)),
  );
}

async function take(
  api: Api,
  { query, outputs, json }: Omit<ExportArguments, 'help' | 'place'>,
): Promise<number> {
  const folder = resolve(baseFolder(process.env), outputs.out ?? '.');
  const paths = dataSetPaths(outputs, { images: folder, out: folder });
  await checkUnclaimed(paths, () => outputs.existing === 'overwrite');
  await mkdir(folder, { recursive: true });
  const sideCars = createSideCars(folder, sideCarNamer(), outputs);
  const counts = { succeeded: 0, failed: 0, wordless: 0 };
  // The first pass over the records does all that is done once: each costs as many calls again.
  async function* firstPass() {
    for await (const row of rows(api, query, outputs)) {
      const { document } = row;
      counts[document.status] += 1;
      if (document.status === 'succeeded' && !hasWords(document, outputs)) counts.wordless += 1;
      await sideCars.write(row);
      if (json) process.stdout.write(`${jsonForTerminal(lineOf(row, outputs))}\n`);
      yield row;
    }
  }
  const [first, ...others] = paths;
  if (first) await writeDataSets([first], outputs.target, firstPass);
  else await Array.fromAsync(firstPass(), () => undefined);
  await writeDataSets(others, outputs.target, () => rows(api, query, outputs));
  const unfinished = 'batch' in query ? await countUnfinished(api, query.batch) : 0;
  tell(`${counted(counts.succeeded, 'image')} with words, ${counts.failed} failed.`);
  if (unfinished > 0) tell(`${counted(unfinished, 'image')} not finished: export again later.`);
  if (counts.wordless > 0) {
    const records = counted(counts.wordless, 'record');
    tell(`${records} without ${outputs.target}, for which natural words stand in:`);
    tell('--retarget renders it from the scene.');
  }
  const { written, kept } = sideCars.counts();
  if (written > 0) tell(`${counted(written, 'side-car')} written`);
  if (kept > 0) tell(`${counted(kept, 'side-car')} left as they were`);
  for (const { path } of paths) tell(`${path} written`);
  return counts.failed + unfinished > 0 ? 1 : 0;
}

/** Names come from whoever sent or dropped the image: none of them leads out of the folder. */
function sideCarNamer(): (row: Omit<DataSetRow, 'document'>, kind: SideCarKind) => string {
  const namers = {
    txt: createSafeNames('.txt'),
    caption: createSafeNames('.caption'),
    json: createSafeNames('.json'),
  };
  return ({ name, id }, kind) => namers[kind](name, id);
}

async function* rows(
  api: Api,
  query: RecordQuery,
  { retarget: isWanted, options }: OutputOptions,
): AsyncGenerator<DataSetRow> {
  for await (const record of listRecords(api, query)) {
    const document = isWanted ? retarget(record, options) : record;
    yield { id: record.id, name: nameOf(record, query), document };
  }
}

/** What the client called it; of a drop, its name below what is exported. */
function nameOf({ source }: PromptDocument, query: RecordQuery): string | undefined {
  if (source.fileName !== undefined || 'batch' in query) return source.fileName;
  return source.name.slice(query.path.lastIndexOf('/') + 1);
}

function hasWords({ prompts }: { readonly prompts: object }, { target }: OutputOptions): boolean {
  return Object.hasOwn(prompts, target);
}

function lineOf({ id, name, document }: DataSetRow, { target }: OutputOptions): object {
  const { status } = document;
  if (status === 'failed') return { file: name, status, id, why: document.error.message };
  return { file: name, status, id, text: renderedText(document, target) };
}

async function countUnfinished(api: Api, batch: string): Promise<number> {
  const items = await batchItems(api, batch);
  return items.filter(({ status }) => status !== 'succeeded' && status !== 'failed').length;
}

function readArguments(args: string[]): ExportArguments {
  const known = {
    ...OUTPUT_OPTIONS,
    ...API_OPTIONS,
    json: { type: 'boolean', default: false },
  } as const;
  const { values, positionals } = readOptions(args, known, { help: HELP });
  const { json, help } = values;
  return readCall(HELP, () => {
    const outputs = readOutputOptions(values);
    if (help) return { query: { batch: '' }, outputs, json, place: values, help };
    const query = readQuery(positionals);
    const isSilent = outputs.sideCars.length + outputs.files.length === 0 && !json;
    if (isSilent) throw new Error('say what to make: --sidecar, --jsonl, --csv, --zip or --json');
    const { triggerWord, prefix, suffix } = outputs.options;
    if (!outputs.retarget && (triggerWord ?? prefix ?? suffix) !== undefined) {
      throw new Error('--trigger, --prefix and --suffix are put in by --retarget');
    }
    return { query, outputs, json, place: values, help };
  });
}

function readQuery([name = '', ...others]: readonly string[]): RecordQuery {
  if (name === '' || others.length > 0)
    throw new Error('name one batch, or what was dropped: drop/…');
  if (isUuid(name)) return { batch: name };
  if (!name.startsWith('drop/')) throw new Error(`${name} is neither the id of a batch nor drop/…`);
  return { path: name };
}
