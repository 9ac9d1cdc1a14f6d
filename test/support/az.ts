import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

/** What the subscription holds; in a file, since each call of `az` is a process. */
export type Subscription = {
  readonly calls: string[][];
  readonly outputs: Record<string, string>;
  readonly groups: string[];
  readonly secrets: Record<string, string>;
  readonly images: Record<string, string>;
  /** The webhook that each deployment gave to the action group. */
  readonly webhooks: string[];
};

const NOT_FOUND = 3;

const TEXT = { type: 'string' } as const;
/** All options that the scripts may use. */
const OPTIONS = {
  ...{ name: TEXT, query: TEXT, output: TEXT, file: TEXT, encoding: TEXT, location: TEXT },
  ...{ 'vault-name': TEXT, 'budget-name': TEXT, 'resource-group': TEXT, 'template-file': TEXT },
  ...{ parameters: TEXT, registry: TEXT, image: TEXT, target: TEXT },
  yes: { type: 'boolean' },
} as const;

/** The Azure CLI as far as the scripts of this project use it; anything else is an error, as a misspelling is. */
function main(args: string[], file: string): number {
  const subscription = JSON.parse(readFileSync(file, 'utf8')) as Subscription;
  const { positionals, values } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  const [answer, status = 0] = run(positionals.join(' '), values, subscription);
  subscription.calls.push(args);
  writeFileSync(file, JSON.stringify(subscription));
  if (values.output !== 'none' && answer !== undefined) process.stdout.write(`${answer}\n`);
  return status;
}

type Answer = readonly [text: string | undefined, status?: number];

function run(
  command: string,
  values: Readonly<Record<string, unknown>>,
  { outputs, groups, secrets, images, webhooks }: Subscription,
): Answer {
  const name = String(values.name ?? '');
  const query = String(values.query ?? '');
  const given = (text: string | undefined): Answer =>
    text === undefined ? [undefined, NOT_FOUND] : [text];
  if (command.startsWith('deployment sub create')) {
    if (groups.length === 0) groups.push('rg-blobscribe-staging', 'rg-blobscribe-staging-deploy');
    const { API_IMAGE: api = '', JOB_IMAGE: job = '', N8N_WEBHOOK: webhook = '' } = process.env;
    webhooks.push(webhook);
    Object.assign(images, { 'api-blobscribe-staging': api, 'job-blobscribe-staging': job });
    return [undefined];
  }
  switch (command) {
    case 'account show':
      return ['A subscription\t11111111-2222-3333-4444-555555555555'];
    case 'ad signed-in-user show':
      return ['66666666-7777-8888-9999-000000000000'];
    case 'deployment sub show':
      if (name === 'blobscribe-production') return given(undefined);
      return given(groups.length > 0 ? outputs[query.split('.')[2] ?? ''] : undefined);
    case 'consumption budget show':
      return given(groups.length > 0 ? '2026-10-01T00:00:00Z' : undefined);
    case 'containerapp show':
    case 'containerapp job show':
      return given(images[name]);
    case 'keyvault secret list':
      return [
        query === ''
          ? '[]'
          : (Object.keys(secrets).find((key) => query.includes(`'${key}'`)) ?? ''),
      ];
    case 'keyvault secret show':
      return given(secrets[name]);
    case 'keyvault secret set':
      secrets[name] = readFileSync(String(values.file), 'utf8');
      return [undefined];
    case 'deployment sub what-if':
      return ['Resource changes: no change.'];
    case 'acr build .':
      return ['built'];
    case 'acr repository show':
      return [`sha256:${'a'.repeat(64)}`];
    case 'group exists':
      return [String(groups.includes(name))];
    case 'group delete':
      groups.splice(groups.indexOf(name), 1);
      return [undefined];
    case 'keyvault list':
      return ['kv-blobscribe'];
    case 'cognitiveservices account list':
      return ['vision-blobscribe\twesteurope'];
    case 'resource list':
    case 'keyvault purge':
    case 'cognitiveservices account purge':
    case 'consumption budget delete':
      return [undefined];
    default:
      process.stderr.write(`az: '${command}' is misspelled or not recognized\n`);
      return [undefined, 2];
  }
}

process.exitCode = main(process.argv.slice(2), String(process.env.AZ_SUBSCRIPTION));
