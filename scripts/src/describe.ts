import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { PromptDocument } from '@blobscribe/core/prompt-document';
import { type Api, describeFile } from './client.ts';
import { findImages, type ImageFile } from './find-images.ts';
import { forTerminal } from './for-terminal.ts';
import { createProgress } from './progress.ts';
import { UsageError } from './usage-error.ts';
import { withStack } from './with-stack.ts';

/** Enough to keep both ends busy, few enough to be fair to others. */
const IN_FLIGHT = 8;

const HELP = `npm run describe -- FILE|FOLDER… [--json] [--data DIR]

Sends images through the pipeline and prints a prompt for each, in the order of their names.
Uses the pipeline that npm start runs, or starts one for the duration.

  --json       print the whole documents, a line each (npm run -s describe … for nothing else)
  --data DIR   the data folder of the pipeline (default .blobscribe)
  --help       this text

Exit status: 0 if every image has its prompt, 1 if one failed, 2 for a wrong call.
`;

type Result = {
  readonly file: ImageFile;
  readonly document?: PromptDocument;
  readonly why?: string;
};

/** The command `describe`; returns its exit status. */
export async function describe(args: string[]): Promise<number> {
  const { files: named, json, data, help } = readArguments(args);
  if (help) {
    process.stdout.write(HELP);
    return 0;
  }
  // npm runs scripts in the project's folder; names are meant from where the person stands.
  const base = process.env.INIT_CWD ?? process.cwd();
  const files = await find(named, base);
  const tell = (line: string) => process.stderr.write(`${line}\n`);
  const failures = await withStack(resolve(data), tell, ({ api }) =>
    describeAll({ url: api }, files, json),
  );
  if (failures.length > 0) {
    tell(`${failures.length} of ${files.length} failed:`);
    for (const { file, why } of failures) tell(`  ${file.name}: ${why}`);
  }
  return failures.length > 0 ? 1 : 0;
}

/** Prints each result as soon as all before it are printed; returns those that failed. */
async function describeAll(
  api: Api,
  files: readonly ImageFile[],
  json: boolean,
): Promise<Result[]> {
  const progress = createProgress(files.length);
  const results: Promise<Result>[] = [];
  const failures: Result[] = [];
  const start = (index: number) => {
    const file = files[index];
    if (file) results.push(describeOne(api, file).finally(progress.step));
  };
  for (let index = 0; index < IN_FLIGHT; index += 1) start(index);
  for (let index = 0; index < files.length; index += 1) {
    const result = await results[index];
    start(index + IN_FLIGHT);
    if (!result) continue;
    progress.clear();
    if (result.why !== undefined) failures.push(result);
    const text = json ? JSON.stringify(result.document) : paragraph(result);
    if (text !== undefined) process.stdout.write(`${text}\n`);
  }
  progress.clear();
  return failures;
}

async function describeOne(api: Api, file: ImageFile): Promise<Result> {
  try {
    const document = await describeFile(api, file);
    if (document.status === 'succeeded') return { file, document };
    return { file, document, why: `${document.error.message} (${document.error.code})` };
  } catch (error) {
    return { file, why: error instanceof Error ? error.message : String(error) };
  }
}

function paragraph({ file, document, why }: Result): string {
  if (document?.status !== 'succeeded') return `${file.name}\n  failed: ${why}\n`;
  const { prompt, recovered } = document;
  const left = recovered && [
    `its own prompt (${recovered.tool}): ${forTerminal(recovered.prompt)}`,
  ];
  return [file.name, ...[prompt, ...(left ?? [])].map((line) => `  ${line}`), ''].join('\n');
}

function readArguments(args: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        data: { type: 'string', default: '.blobscribe' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (positionals.length === 0 && !values.help) throw new Error('name a file or a folder');
    return { files: positionals, ...values };
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), HELP, { cause });
  }
}

async function find(named: readonly string[], base: string): Promise<ImageFile[]> {
  try {
    const files = await findImages(named, base);
    if (files.length > 0) return files;
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), HELP, { cause });
  }
  throw new UsageError(`no images in ${named.join(', ')}`, HELP);
}
