import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { type Command, commandsOf, shown } from './setup-github/commands.ts';
import { readFacts } from './setup-github/facts.ts';

const HELP = `npm run setup:github -- --repo OWNER/NAME [--reviewer LOGIN]… [--dry-run]

Tells GitHub of the environments that scripts/deploy.sh has made, and Azure of this repository's workflows:
the environments staging and production, who has to approve production, the variables that the workflows
read, and the trust of the identities that deploy. No secret goes to GitHub. Running it again is safe.

  --repo OWNER/NAME   the repository
  --reviewer LOGIN    who approves production; as often as needed, 6 at most (default: who is signed in)
  --dry-run           print the commands that would be run, and run none but those that look
  --help              this text

Set the same variables (BLOBSCRIBE_MAIL, N8N_URL …) as for scripts/deploy.sh: the workflows deploy with them.
It takes gh and az, both signed in. Exit status: 0, 1 if a command failed, 2 for a wrong call.
`;

const call = (program: string, args: readonly string[], input?: string): string =>
  execFileSync(program, args, {
    encoding: 'utf8',
    input: input ?? '',
    stdio: ['pipe', 'pipe', 'inherit'],
  });

function main(args: string[]): number {
  const wanted = readArguments(args);
  if (typeof wanted === 'string') {
    process.stderr.write(`setup:github: ${wanted}\n\n${HELP}`);
    return 2;
  }
  if (wanted.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const commands = commandsOf(readFacts(wanted, process.env, call));
  for (const command of commands) {
    process.stdout.write(`${shown(command)}\n`);
    if (!wanted.dryRun) run(command);
  }
  process.stdout.write(`
Left for you, since GitHub lets nobody set it by command: Settings, Environments, production,
and take "Allow administrators to bypass" away.
`);
  return 0;
}

function run({ program, args, input }: Command): void {
  call(program, args, input);
}

function readArguments(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        repo: { type: 'string', default: '' },
        reviewer: { type: 'string', multiple: true, default: [] },
        'dry-run': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const { repo, reviewer: reviewers, help, 'dry-run': dryRun } = values;
    if (!help && !/^[\w.-]+\/[\w.-]+$/.test(repo)) return 'name the repository: --repo OWNER/NAME';
    if (reviewers.length > 6) return 'GitHub takes 6 reviewers at most';
    return { repo, reviewers, help, dryRun };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`setup:github: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
