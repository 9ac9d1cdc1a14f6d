import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { createLog } from '@blobscribe/core/log';
import { visionProvider } from '@blobscribe/core/vision-provider';
import { findModelServer, type ModelServer } from './find-model-server.ts';
import { runningStack } from './local-file.ts';
import { type Arguments, HELP, readArguments } from './read-arguments.ts';
import { readableLine } from './readable-line.ts';
import { type Stack, startStack } from './stack.ts';

const print = (text: string) => process.stdout.write(`${text}\n`);
const log = createLog((line) => print(`[local] ${readableLine(line.trimEnd())}`));

async function main({ port, data }: Arguments): Promise<void> {
  const folder = resolve(data);
  const other = await runningStack(folder);
  if (other !== undefined) {
    throw new Error(
      `a stack already runs on ${folder} (process ${other}): stop it, or choose another folder with --data`,
    );
  }
  const startedAt = performance.now();
  // Who has chosen needs no advice.
  const server = process.env.VISION_PROVIDER ? undefined : findModelServer();
  print('Starting storage, events, queue and API …');
  const stack = await startStack({
    port,
    data: folder,
    environment: process.env,
    print: (line) =>
      print(line.replace(/^(\[[\w-]+\] )(.*)$/, (_, label, rest) => label + readableLine(rest))),
    onPortTaken: (what, wanted, instead) =>
      print(`${what}: port ${wanted} is taken by another program; using ${instead} instead.`),
    log,
  });
  const milliseconds = performance.now() - startedAt;
  print(welcome(stack, { folder, milliseconds, server: await server }));
  const { line, status } = await untilEnded(stack);
  print(line);
  await stack.stop();
  process.exitCode = status;
  print('Stopped. Images and prompts are kept; start again to go on.');
}

type Welcome = {
  readonly folder: string;
  readonly milliseconds: number;
  readonly server: ModelServer | undefined;
};

function welcome(stack: Stack, { folder, milliseconds, server }: Welcome): string {
  const connection = stack.storageConnectionString;
  const blobs = /BlobEndpoint=([^;]+)/.exec(connection)?.[1];
  const provider = visionProvider(process.env);
  const standard = blobs === 'http://127.0.0.1:10000/devstoreaccount1';
  return `
Blobscribe is ready (${(milliseconds / 1000).toFixed(1)} s).

  The page        ${stack.api}/
  Send images     npm run describe -- photo.jpg
                  npm run batch -- FOLDER          words beside each image
                  curl -F image=@photo.jpg ${stack.api}/v1/prompts
                  drop blobs under uploads/drop/ with any Azure tool:
                  ${standard ? 'UseDevelopmentStorage=true' : connection}
  Results appear  ${stack.api}/v1/prompts/<id>?wait=30
                  ${blobs}/prompts/<the upload's name>.json
  Words from      ${WORDS_FROM[provider] ?? provider}${stepUp(server)}
  Kept in         ${folder}
  Stop            Ctrl-C
`;
}

/** How a server of models that runs here anyway would be used; nothing is sent to it by itself. */
function stepUp(server: ModelServer | undefined): string {
  if (!server) return '';
  const { name, url, models } = server;
  const has = models.length === 0 ? '' : ` (it has ${models.join(', ')})`;
  return `
  More to be had  ${name} answers here. With a model of it that sees images${has}:
                  VISION_PROVIDER=openai OPENAI_BASE_URL=${url} OPENAI_MODEL=… npm start`;
}

const WORDS_FROM: Readonly<Record<string, string>> = {
  'on-device': 'models on this machine: people, things, text, light, colours',
  pixels: 'pixels alone: light, colours, layout',
};

type Ending = { readonly line: string; readonly status: number };

/** Waits for Ctrl-C, or for a part of the stack to end by itself. */
async function untilEnded(stack: Stack): Promise<Ending> {
  const { promise: asked, resolve } = Promise.withResolvers<Ending>();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () =>
      resolve({ line: 'Stopping: images in work are ended first …', status: 0 }),
    );
  }
  const broken = stack.broken.then((why) => ({ line: `Stopping, because ${why}.`, status: 1 }));
  return Promise.race([asked, broken]);
}

if (existsSync('.env')) process.loadEnvFile('.env');
try {
  const wanted = readArguments(process.argv.slice(2), process.env);
  if (wanted.help) print(HELP);
  else await main(wanted);
} catch (error) {
  process.stderr.write(`npm start: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = error instanceof TypeError ? 2 : 1;
}
