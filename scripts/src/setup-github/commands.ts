import { type Deployed, ENVIRONMENTS, type EnvironmentName, type Facts } from './facts.ts';

export type Command = {
  readonly program: 'gh' | 'az';
  readonly args: readonly string[];
  /** Given to its standard input. */
  readonly input?: string;
};

const ISSUER = 'https://token.actions.githubusercontent.com';
const AUDIENCE = 'api://AzureADTokenExchange';

/** All that has to be done, in its order; doing it again changes nothing. */
export function commandsOf(facts: Facts): Command[] {
  return [
    ...ENVIRONMENTS.flatMap((name) => protection(name, facts)),
    ...facts.deployed.flatMap((environment) => [
      ...trust(environment, facts),
      ...variables(environment, facts),
    ]),
    ...promotion(facts),
  ];
}

/** As a shell takes it. */
export function shown({ program, args, input }: Command): string {
  const line = [program, ...args].map(quoted).join(' ');
  return input === undefined ? line : `${line} <<< ${quoted(input)}`;
}

/** Production waits for people, and both take the branch main alone. */
function protection(name: EnvironmentName, { repo, reviewers }: Facts): Command[] {
  const path = `repos/${repo}/environments/${name}`;
  const review = {
    prevent_self_review: true,
    reviewers: reviewers.map((id) => ({ type: 'User', id })),
  };
  const settings = {
    ...(name === 'production' && review),
    deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
  };
  return [
    gh(['api', '--silent', '--method', 'PUT', path, '--input', '-'], JSON.stringify(settings)),
    // A policy that is there already is answered with it.
    gh([
      'api',
      '--silent',
      '--method',
      'POST',
      `${path}/deployment-branch-policies`,
      '-f',
      'name=main',
    ]),
  ];
}

/**
 * Whom the identity that deploys believes. A repository that has numbers in its name is believed by them
 * alone: a name without can become somebody else's.
 */
function trust({ name, resourceGroup }: Deployed, facts: Facts): Command[] {
  const { owner, repository, isNumbered } = facts;
  // As infra/bicep/main.bicep calls them.
  const identity = resourceGroup.replace(/^rg-/, 'id-deploy-');
  const named = `repo:${owner.login}/${repository.name}:environment:${name}`;
  const numbered = `repo:${owner.login}@${owner.id}/${repository.name}@${repository.id}:environment:${name}`;
  const credentials = { 'github-ids': numbered, ...(isNumbered ? {} : { 'github-names': named }) };
  return Object.entries(credentials).map(([credential, subject]) =>
    az([
      ...['identity', 'federated-credential', 'create', '--output', 'none', '--name', credential],
      ...['--identity-name', identity],
      ...['--resource-group', `${resourceGroup}-deploy`],
      ...['--issuer', ISSUER, '--audiences', AUDIENCE, '--subject', subject],
    ]),
  );
}

function variables(environment: Deployed, facts: Facts) {
  const { repo, tenantId, subscriptionId, settings } = facts;
  const values = {
    AZURE_CLIENT_ID: environment.clientId,
    AZURE_TENANT_ID: tenantId,
    AZURE_SUBSCRIPTION_ID: subscriptionId,
    AZURE_RESOURCE_GROUP: environment.resourceGroup,
    REGISTRY_NAME: environment.registry,
    REGISTRY_SERVER: environment.registryServer,
    KEY_VAULT_NAME: environment.vault,
    API_URL: environment.apiUrl,
    ...settings,
  };
  return Object.entries(values).map(([variable, value]) =>
    gh(['variable', 'set', variable, '--env', environment.name, '--repo', repo, '--body', value]),
  );
}

/** Production's images come from staging's registry. */
function promotion({ repo, deployed, subscriptionId }: Facts): Command[] {
  const staging = deployed.find(({ name }) => name === 'staging');
  if (!staging || !deployed.some(({ name }) => name === 'production')) return [];
  const group = `/subscriptions/${subscriptionId}/resourceGroups/${staging.resourceGroup}`;
  const registry = `${group}/providers/Microsoft.ContainerRegistry/registries/${staging.registry}`;
  const set = ['variable', 'set', 'PROMOTE_FROM', '--env', 'production', '--repo', repo];
  return [gh([...set, '--body', registry])];
}

function gh(args: readonly string[], input?: string): Command {
  return { program: 'gh', args, ...(input !== undefined && { input }) };
}

function az(args: readonly string[]): Command {
  return { program: 'az', args };
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
