#!/usr/bin/env node
import { cost } from './cost.ts';
import { describe } from './describe.ts';
import { drill } from './drill.ts';
import { keys } from './keys.ts';
import { notify } from './notify.ts';
import { queue } from './queue.ts';
import { smoke } from './smoke.ts';
import { UsageError } from './usage-error.ts';

const HELP = `blobscribe COMMAND

  describe FILE|FOLDER…   print a prompt for each image
  keys create             make an API key for a tenant
  queue list|show|redrive|discard
                          see to messages and events that could not be worked on
  smoke --api URL         send one image through a deployed pipeline and time it
  cost --images N         what a month on Azure costs
  drill                   let the alarm of dead letters go off, on purpose
  notify                  tell n8n of a deployment, for the workflows

blobscribe COMMAND --help says more.
`;

const COMMANDS: Readonly<Record<string, (args: string[]) => Promise<number>>> = {
  describe,
  keys,
  queue,
  smoke,
  cost,
  drill,
  notify,
};

async function main([command = '', ...args]: string[]): Promise<number> {
  if (command === '' || command === '--help' || command === '-h') {
    process.stdout.write(HELP);
    return command === '' ? 2 : 0;
  }
  const run = COMMANDS[command];
  if (!run) throw new UsageError(`there is no command ${command}`, HELP);
  return run(args);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const isUsage = error instanceof UsageError;
  process.stderr.write(`blobscribe: ${error instanceof Error ? error.message : error}\n`);
  if (isUsage) process.stderr.write(`\n${error.help}`);
  process.exitCode = isUsage ? 2 : 1;
}
