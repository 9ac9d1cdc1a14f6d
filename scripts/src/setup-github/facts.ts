import * as z from 'zod';

/** GitHub puts numbers into the names of repositories that are made from this day on (docs: OIDC reference). */
const NUMBERED_SINCE = new Date('2026-07-15T00:00:00Z');

/** What scripts/deploy.sh takes from variables, and the workflows from those of their environment. */
const SETTINGS = [
  'AZURE_LOCATION',
  'BLOBSCRIBE_PREFIX',
  'BLOBSCRIBE_MAIL',
  'BLOBSCRIBE_OPERATOR',
  'BLOBSCRIBE_DOMAIN',
  'BLOBSCRIBE_DOMAIN_BOUND',
  'N8N_URL',
  'N8N_DEPLOYMENTS_URL',
];

export const ENVIRONMENTS = ['staging', 'production'] as const;
export type EnvironmentName = (typeof ENVIRONMENTS)[number];

/** What an environment on Azure is called, from the outputs of its deployment. */
export type Deployed = {
  readonly name: EnvironmentName;
  readonly clientId: string;
  readonly resourceGroup: string;
  readonly registry: string;
  readonly registryServer: string;
  readonly vault: string;
  readonly apiUrl: string;
};

export type Facts = {
  readonly repo: string;
  readonly owner: { readonly login: string; readonly id: number };
  readonly repository: { readonly name: string; readonly id: number };
  /** Whether tokens of its workflows carry numbers and nothing else. */
  readonly isNumbered: boolean;
  readonly reviewers: readonly number[];
  /** What the environments were deployed with, and are to be deployed with again. */
  readonly settings: Readonly<Record<string, string>>;
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly deployed: readonly Deployed[];
};

export type Call = (program: string, args: readonly string[]) => string;

const repositorySchema = z.object({
  id: z.int(),
  name: z.string(),
  created_at: z.coerce.date(),
  owner: z.object({ login: z.string(), id: z.int() }),
});
const userSchema = z.object({ id: z.int() });
const accountSchema = z.object({ id: z.string(), tenantId: z.string() });
const output = z.object({ value: z.string() });
const outputsSchema = z.object({
  DEPLOYER_CLIENT_ID: output,
  AZURE_RESOURCE_GROUP: output,
  REGISTRY_NAME: output,
  AZURE_CONTAINER_REGISTRY_ENDPOINT: output,
  KEY_VAULT_NAME: output,
  API_URL: output,
});

/**
 * What GitHub and Azure say of a repository and its environments; an environment that was never deployed
 * is left out.
 * @throws {Error} if gh or az fails, or nothing was deployed yet.
 */
export function readFacts(
  wanted: { readonly repo: string; readonly reviewers: readonly string[] },
  variables: Readonly<Record<string, string | undefined>>,
  call: Call,
): Facts {
  const gh = (path: string) => JSON.parse(call('gh', ['api', path]));
  const {
    owner,
    created_at: createdAt,
    ...repository
  } = repositorySchema.parse(gh(`repos/${wanted.repo}`));
  const people = wanted.reviewers.map((login) => `users/${login}`);
  const reviewers = (people.length > 0 ? people : ['user']).map(
    (path) => userSchema.parse(gh(path)).id,
  );
  const account = accountSchema.parse(
    JSON.parse(call('az', ['account', 'show', '--output', 'json'])),
  );
  const deployed = ENVIRONMENTS.flatMap((name) => readDeployed(name, call) ?? []);
  if (deployed.length === 0) {
    throw new Error('nothing was deployed yet: scripts/deploy.sh staging comes first');
  }
  return {
    repo: wanted.repo,
    owner,
    repository,
    isNumbered: createdAt >= NUMBERED_SINCE,
    reviewers,
    settings: Object.fromEntries(
      SETTINGS.flatMap((name) => (variables[name] ? [[name, variables[name]]] : [])),
    ),
    tenantId: account.tenantId,
    subscriptionId: account.id,
    deployed,
  };
}

function readDeployed(name: EnvironmentName, call: Call): Deployed | undefined {
  const list = ['deployment', 'sub', 'list', '--query', `[?name=='blobscribe-${name}'].name`];
  if (call('az', [...list, '--output', 'tsv']).trim() === '') return undefined;
  const show = ['deployment', 'sub', 'show', '--name', `blobscribe-${name}`];
  const outputs = outputsSchema.parse(
    JSON.parse(call('az', [...show, '--query', 'properties.outputs', '--output', 'json'])),
  );
  return {
    name,
    clientId: outputs.DEPLOYER_CLIENT_ID.value,
    resourceGroup: outputs.AZURE_RESOURCE_GROUP.value,
    registry: outputs.REGISTRY_NAME.value,
    registryServer: outputs.AZURE_CONTAINER_REGISTRY_ENDPOINT.value,
    vault: outputs.KEY_VAULT_NAME.value,
    apiUrl: outputs.API_URL.value,
  };
}
