import { resolve } from 'node:path';
import { createLog } from '@blobscribe/core/log';
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
  print(welcome(stack, folder, performance.now() - startedAt));
  const reason = await untilStopped(stack);
  print(reason);
  await stack.stop();
  print('Stopped. Images and prompts are kept; start again to go on.');
}

function welcome(stack: Stack, folder: string, milliseconds: number): string {
  const connection = stack.storageConnectionString;
  const blobs = /BlobEndpoint=([^;]+)/.exec(connection)?.[1];
  const standard = blobs === 'http://127.0.0.1:10000/devstoreaccount1';
  return `
Blobscribe is ready (${(milliseconds / 1000).toFixed(1)} s).

  Send images     npm run describe -- photo.jpg            or a folder
                  curl -X POST ${stack.api}/v1/uploads      then PUT to the URL it answers
                  drop blobs under uploads/drop/ with any Azure tool:
                  ${standard ? 'UseDevelopmentStorage=true' : connection}
  Results appear  ${stack.api}/v1/prompts/<id>?wait=30
                  ${blobs}/prompts/<the upload's name>.json
  Kept in         ${folder}
  Stop            Ctrl-C
`;
}

async function untilStopped(stack: Stack): Promise<string> {
  const { promise: asked, resolve } = Promise.withResolvers<string>();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => resolve('Stopping: images in work are ended first …'));
  }
  const broken = stack.broken.then((reason) => {
    process.exitCode = 1;
    return `Stopping, because ${reason}.`;
  });
  return Promise.race([asked, broken]);
}

try {
  const wanted = readArguments(process.argv.slice(2), process.env);
  if (wanted.help) print(HELP);
  else await main(wanted);
} catch (error) {
  process.stderr.write(`npm start: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = error instanceof TypeError ? 2 : 1;
}
