#!/usr/bin/env node
import { closest } from './closest.ts';
import { Interrupted } from './interruptible.ts';
import { UsageError } from './usage-error.ts';

const HELP = `blobscribe COMMAND

  describe FILE|FOLDER…   print a prompt for each image
  batch FOLDER            words for a data set, beside its images or in a file
  export BATCH|drop/…     take away what was described elsewhere
  watch [drop/…]          print what is dropped as it is described

  models                  fetch what looks at images on this machine
  keys create             make an API key for a tenant
  queue list|show|redrive|discard
                          see to what could not be worked on
  smoke                   send one image through and time it
  cost --images N         what a month on Azure costs
  drill                   let the alarm of dead letters go off, on purpose
  notify                  tell n8n of a deployment, for the workflows

blobscribe COMMAND --help says more.
Example: npm run describe -- examples/mountain-lake.jpg
`;

type Command = (args: string[]) => Promise<number>;

/** Loaded when it is called: together they would cost each of them a quarter of a second. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  describe: async () => (await import('./describe.ts')).describe,
  batch: async () => (await import('./batch.ts')).batch,
  export: async () => (await import('./export.ts')).exportRecords,
  watch: async () => (await import('./watch.ts')).watch,
  models: async () => (await import('./models.ts')).models,
  keys: async () => (await import('./keys.ts')).keys,
  queue: async () => (await import('./queue.ts')).queue,
  smoke: async () => (await import('./smoke.ts')).smoke,
  cost: async () => (await import('./cost.ts')).cost,
  drill: async () => (await import('./drill.ts')).drill,
  notify: async () => (await import('./notify.ts')).notify,
};

async function main([name = '', ...args]: string[]): Promise<number> {
  if (name === '' || name === '--help' || name === '-h') {
    process.stdout.write(HELP);
    return name === '' ? 2 : 0;
  }
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (load) return (await load())(args);
  const meant = closest(name, Object.keys(COMMANDS));
  const advice = meant === undefined ? '' : `; did you mean ${meant}?`;
  throw new UsageError(`there is no command ${name}${advice}`, HELP);
}

/** The whole help would push the error off the screen. */
function usageOf(help: string): string {
  const [usage, ...rest] = help.split('\n');
  const examples = rest.filter((line) => line.startsWith('Example: '));
  return [usage, ...examples, 'With --help it says more.', ''].join('\n');
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (error instanceof Interrupted) {
    process.stderr.write('\nblobscribe: stopped; call it again to go on\n');
    process.exitCode = 130;
  } else {
    process.stderr.write(`blobscribe: ${error instanceof Error ? error.message : error}\n`);
    process.exitCode = error instanceof UsageError ? 2 : 1;
    if (error instanceof UsageError) process.stderr.write(`\n${usageOf(error.help)}`);
  }
}
