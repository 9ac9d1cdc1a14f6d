import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PromptDocument } from '@blobscribe/core/prompt-document';
import type { Api } from './client/call.ts';
import { waitForRecord } from './client/records.ts';
import { askForUpload, sendImage } from './client/uploads.ts';
import { failureText } from './failure-text.ts';
import { forTerminal } from './for-terminal.ts';
import { interruptible } from './interruptible.ts';
import { numberOf, SECONDS } from './number-of.ts';
import { readOptions } from './read-options.ts';
import { readCall } from './usage-error.ts';
import { API_HELP, API_OPTIONS, baseFolder, withApi } from './with-api.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/mountain-lake.jpg', import.meta.url));

const HELP = `blobscribe smoke --api URL [options]

Sends one image through a deployed pipeline, waits for its prompt and says how
long each stage took. Without --api it is this machine's pipeline.
Example: npm run smoke -- --api https://api-example.azurecontainerapps.io

  --image FILE       the image (default: one of the examples)
  --within SECONDS   how long it may take (default 300: a first execution has
                     to be started)
${API_HELP}
Exit status: 0 if the image has its prompt, 1 if not, 2 wrong call.
`;

type Stage = { readonly name: string; readonly ms: number | undefined };

/** The command `smoke`; returns its exit status. */
export async function smoke(args: string[]): Promise<number> {
  const { image, within, place, help } = readArguments(args);
  if (help) {
    process.stdout.write(HELP);
    return 0;
  }
  const tell = (line: string) => void process.stderr.write(`${line}\n`);
  const late = AbortSignal.timeout(within * 1000);
  const { document, stages } = await interruptible((stopped) => {
    const signal = AbortSignal.any([stopped, late]);
    const surroundings = { environment: process.env, tell, signal };
    return withApi(place, surroundings, HELP, (api) => send(api, image));
  }).catch((error: unknown) => {
    throw late.aborted ? new Error(`no record within ${within} s`) : error;
  });
  for (const { name, ms } of stages) {
    if (ms !== undefined)
      process.stdout.write(`${name.padEnd(28)}${`${Math.round(ms)} ms`.padStart(10)}\n`);
  }
  if (document.status === 'succeeded') {
    process.stdout.write(`\n${forTerminal(document.prompt)}\n`);
    return 0;
  }
  tell(`blobscribe: ${failureText(document)}`);
  return 1;
}

/** Everything is measured here, but for what the record says of the job's own work. */
async function send(
  api: Api,
  image: string,
): Promise<{ document: PromptDocument; stages: Stage[] }> {
  const { size } = await stat(image);
  const startedAt = performance.now();
  const upload = await askForUpload(api, basename(image), size);
  const askedAt = performance.now();
  await sendImage(api, upload, image);
  const storedAt = performance.now();
  const document = await waitForRecord(api, upload.id);
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
  const { values } = readOptions(
    args,
    {
      ...API_OPTIONS,
      image: { type: 'string', default: EXAMPLE },
      within: { type: 'string', default: '300' },
    },
    { help: HELP, words: false },
  );
  const within = readCall(HELP, () => numberOf('--within', values.within, SECONDS));
  const image = resolve(baseFolder(process.env), values.image);
  return { image, within, place: values, help: values.help };
}
