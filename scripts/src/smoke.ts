import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { PromptDocument } from '@blobscribe/core/prompt-document';
import { type Api, askForUpload, putImage, waitForRecord } from './client.ts';
import { forTerminal } from './for-terminal.ts';
import { UsageError } from './usage-error.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/mountain-lake.jpg', import.meta.url));

const HELP = `blobscribe smoke --api URL [--image FILE] [--within SECONDS]

Sends one image through a deployed pipeline, waits for its prompt and says how long each stage took.
The key is taken from the variable SMOKE_KEY, so that no list of processes shows it.

  --api URL          where the API is: https://api-….azurecontainerapps.io
  --image FILE       the image (default: one of the examples)
  --within SECONDS   how long it may take (default 300: the first execution has to be started)
  --help             this text

Exit status: 0 if the image has its prompt, 1 if not, 2 for a wrong call.
`;

type Stage = { readonly name: string; readonly ms: number | undefined };

/** The command `smoke`; returns its exit status. */
export async function smoke(args: string[]): Promise<number> {
  const { api: url, image, within, help } = readArguments(args);
  if (help) {
    process.stdout.write(HELP);
    return 0;
  }
  const late = setTimeout(() => {
    process.stderr.write(`blobscribe: no record within ${within} s\n`);
    process.exit(1);
  }, within * 1000);
  const { document, stages } = await send({ url, key: process.env.SMOKE_KEY }, image);
  clearTimeout(late);
  for (const { name, ms } of stages) {
    if (ms !== undefined)
      process.stdout.write(`${name.padEnd(28)}${`${Math.round(ms)} ms`.padStart(10)}\n`);
  }
  if (document.status === 'succeeded') {
    process.stdout.write(`\n${forTerminal(document.prompt)}\n`);
    return 0;
  }
  process.stderr.write(`blobscribe: ${document.error.message} (${document.error.code})\n`);
  return 1;
}

/** Everything is measured here, but for what the record says of the job's own work. */
async function send(
  api: Api,
  image: string,
): Promise<{ document: PromptDocument; stages: Stage[] }> {
  const bytes = await readFile(image);
  const startedAt = performance.now();
  const { id, upload } = await askForUpload(api, basename(image), bytes.length);
  const askedAt = performance.now();
  await putImage(upload, bytes);
  const storedAt = performance.now();
  const document = await waitForRecord(api, id);
  const endedAt = performance.now();
  const { timings = {} } = document;
  return {
    document,
    stages: [
      { name: 'asking for a URL', ms: askedAt - startedAt },
      { name: 'storing the image', ms: storedAt - askedAt },
      { name: 'event, queue, start of a job', ms: timings.queuedMs },
      { name: 'loading', ms: timings.downloadMs },
      { name: 'decoding', ms: timings.decodeMs },
      { name: 'looking', ms: timings.analyseMs },
      { name: 'from stored to read', ms: endedAt - storedAt },
      { name: 'all', ms: endedAt - startedAt },
    ],
  };
}

function readArguments(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        api: { type: 'string', default: '' },
        image: { type: 'string', default: EXAMPLE },
        within: { type: 'string', default: '300' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const within = Number(values.within);
    if (values.help) return { ...values, within };
    if (!URL.canParse(values.api)) throw new Error('say where the API is: --api https://…');
    if (!(within > 0)) throw new Error(`--within ${values.within} is no number of seconds`);
    return { ...values, api: values.api.replace(/\/$/, ''), within };
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), HELP, { cause });
  }
}
