import { describe, expect, it } from 'vitest';
import { commandsOf, shown } from './commands.ts';
import { type Call, type Facts, readFacts } from './facts.ts';

const outputs = (environment: string) => ({
  DEPLOYER_CLIENT_ID: { type: 'String', value: `client-of-${environment}` },
  AZURE_RESOURCE_GROUP: { type: 'String', value: `rg-blobscribe-${environment}` },
  REGISTRY_NAME: { type: 'String', value: `cr${environment}` },
  AZURE_CONTAINER_REGISTRY_ENDPOINT: { type: 'String', value: `cr${environment}.azurecr.io` },
  KEY_VAULT_NAME: { type: 'String', value: `kv-${environment}` },
  API_URL: { type: 'String', value: `https://api.${environment}.example.org` },
});

/** gh and az as they answer, recorded from their documentation. */
function answers(createdAt: string, deployed: readonly string[]): Call {
  return (program, args) => {
    const command = [program, ...args].join(' ');
    const known: Record<string, unknown> = {
      'gh api repos/acme/prompts': {
        id: 4711,
        name: 'prompts',
        private: false,
        created_at: createdAt,
        owner: { login: 'acme', id: 42, type: 'Organization' },
      },
      'gh api user': { login: 'me', id: 7 },
      'gh api users/octocat': { login: 'octocat', id: 1 },
      'az account show --output json': { id: 'a-subscription', tenantId: 'a-tenant' },
    };
    if (command in known) return JSON.stringify(known[command]);
    const name = /blobscribe-(staging|production)/.exec(command)?.[1] ?? '';
    if (command.startsWith('az deployment sub list')) return deployed.includes(name) ? name : '';
    if (command.startsWith('az deployment sub show')) return JSON.stringify(outputs(name));
    throw new Error(`nobody answers ${command}`);
  };
}

function facts(
  createdAt: string,
  deployed = ['staging', 'production'],
  variables: Record<string, string> = {},
): Facts {
  const wanted = { repo: 'acme/prompts', reviewers: ['octocat'] };
  return readFacts(wanted, variables, answers(createdAt, deployed));
}

const lines = (of: Facts) => commandsOf(of).map(shown);
const trusting = (of: Facts) =>
  lines(of).flatMap((line) => /--subject (\S+)/.exec(line)?.[1] ?? []);

const NEW = '2026-07-16T08:00:00Z';
const OLD = '2026-07-14T08:00:00Z';

describe('setting GitHub up', () => {
  it('for a new repository trusts its numbers alone', () => {
    expect(trusting(facts(NEW))).toEqual([
      'repo:acme@42/prompts@4711:environment:staging',
      'repo:acme@42/prompts@4711:environment:production',
    ]);
  });

  it('for an old repository trusts its name too, until it has numbers', () => {
    expect(trusting(facts(OLD))).toEqual([
      'repo:acme@42/prompts@4711:environment:staging',
      'repo:acme/prompts:environment:staging',
      'repo:acme@42/prompts@4711:environment:production',
      'repo:acme/prompts:environment:production',
    ]);
  });

  it('lets production wait for its reviewers, who may not have started it', () => {
    const [production] = commandsOf(facts(NEW)).filter(({ args }) =>
      args.includes('repos/acme/prompts/environments/production'),
    );

    expect(JSON.parse(production?.input ?? '')).toEqual({
      prevent_self_review: true,
      reviewers: [{ type: 'User', id: 1 }],
      deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
    });
  });

  it('gives each environment the variables that the workflows read, and what it was deployed with', () => {
    const set = lines(
      facts(NEW, ['staging', 'production'], {
        BLOBSCRIBE_MAIL: 'people@example.org',
        UNRELATED: 'x',
      }),
    ).filter((line) => line.includes('variable set') && line.includes('--env staging'));

    expect(set).toEqual([
      'gh variable set AZURE_CLIENT_ID --env staging --repo acme/prompts --body client-of-staging',
      'gh variable set AZURE_TENANT_ID --env staging --repo acme/prompts --body a-tenant',
      'gh variable set AZURE_SUBSCRIPTION_ID --env staging --repo acme/prompts --body a-subscription',
      'gh variable set AZURE_RESOURCE_GROUP --env staging --repo acme/prompts --body rg-blobscribe-staging',
      'gh variable set REGISTRY_NAME --env staging --repo acme/prompts --body crstaging',
      'gh variable set REGISTRY_SERVER --env staging --repo acme/prompts --body crstaging.azurecr.io',
      'gh variable set KEY_VAULT_NAME --env staging --repo acme/prompts --body kv-staging',
      'gh variable set API_URL --env staging --repo acme/prompts --body https://api.staging.example.org',
      'gh variable set BLOBSCRIBE_MAIL --env staging --repo acme/prompts --body people@example.org',
    ]);
  });

  it('lets production take the images of staging', () => {
    expect(lines(facts(NEW)).at(-1)).toBe(
      'gh variable set PROMOTE_FROM --env production --repo acme/prompts --body ' +
        '/subscriptions/a-subscription/resourceGroups/rg-blobscribe-staging/providers/Microsoft.ContainerRegistry/registries/crstaging',
    );
  });

  it('does what can be done before production is there', () => {
    const all = lines(facts(NEW, ['staging'])).join('\n');

    expect(all).toContain('environments/production');
    expect(all).not.toContain('--env production');
  });

  it('says what comes first when nothing is there', () => {
    expect(() => facts(NEW, [])).toThrow('scripts/deploy.sh staging comes first');
  });
});
