import { decideApproval } from './approval/decide-approval.ts';
import { readEnvironment } from './approval/read-environment.ts';

/** In a workflow, before an environment is deployed to: node scripts/src/check-approval.ts ENVIRONMENT */
async function main(name: string): Promise<number> {
  const { GITHUB_SHA: commit = '', APPROVED_COMMIT: typed = '' } = process.env;
  const environment = await readEnvironment(name, process.env);
  const { mayGoOn, why, warnings } = decideApproval({ environment, commit, typed });
  for (const warning of warnings) print(`::warning::${name}: ${warning}`);
  if (mayGoOn) {
    print(`${name}: ${why}.`);
    return 0;
  }
  print(
    `::error::${name} is not deployed. ${why}. Let npm run setup:github name reviewers; where the plan has none, start this workflow by hand with the full commit in "approve" (docs/operations.md).`,
  );
  return 1;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

process.exitCode = await main(process.argv[2] ?? '');
