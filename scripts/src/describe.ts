import { stat } from 'node:fs/promises';
import type { PromptDocument } from '@blobscribe/core/prompt-document';
import type { Api } from './client/call.ts';
import { waitForRecord } from './client/records.ts';
import { askForUpload, sendImage } from './client/uploads.ts';
import { failureText } from './failure-text.ts';
import { fileNameOf, findImages, type ImageFile } from './find-images.ts';
import { forTerminal } from './for-terminal.ts';
import { interruptible } from './interruptible.ts';
import { createProgress } from './progress.ts';
import { readOptions } from './read-options.ts';
import { UsageError } from './usage-error.ts';
import { API_HELP, API_OPTIONS, baseFolder, withApi } from './with-api.ts';

/** Enough to keep both ends busy, few enough to be fair to others. */
const IN_FLIGHT = 8;

const HELP = `blobscribe describe FILE|FOLDER… [options]

Sends images through the pipeline and prints a prompt for each, in the order
of their names. For a data set there is batch, which remembers what is done.
Example: npm run describe -- examples/mountain-lake.jpg

  --json           print the whole documents, a line each
${API_HELP}
Exit status: 0 if every image has its prompt, 1 if one failed, 2 wrong call.
`;

type Result = {
  readonly file: ImageFile;
  readonly document?: PromptDocument;
  readonly why?: string;
};

/** The command `describe`; returns its exit status. */
export async function describe(args: string[]): Promise<number> {
  const { values, positionals } = readOptions(
    args,
    { ...API_OPTIONS, json: { type: 'boolean', default: false } },
    { help: HELP },
  );
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const files = await find(positionals, baseFolder(process.env));
  const tell = (line: string) => void process.stderr.write(`${line}\n`);
  const failures = await interruptible((signal) =>
    withApi(values, { environment: process.env, tell, signal }, HELP, (api) =>
      describeAll(api, files, values.json),
    ),
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
  const progress = createProgress({ total: files.length });
  const results: Promise<Result>[] = [];
  const failures: Result[] = [];
  const start = (index: number) => {
    const file = files[index];
    if (file) results.push(describeOne(api, file).finally(() => progress.step()));
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
    const { size } = await stat(file.path);
    const upload = await askForUpload(api, fileNameOf(file), size);
    await sendImage(api, upload, file.path);
    const document = await waitForRecord(api, upload.id);
    if (document.status === 'succeeded') return { file, document };
    return { file, document, why: failureText(document) };
  } catch (error) {
    api.signal?.throwIfAborted();
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

async function find(named: readonly string[], base: string): Promise<ImageFile[]> {
  if (named.length === 0) throw new UsageError('name a file or a folder', HELP);
  try {
    const files = await findImages(named, base);
    if (files.length > 0) return files;
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), HELP, { cause });
  }
  throw new UsageError(`no images in ${named.join(', ')}`, HELP);
}
