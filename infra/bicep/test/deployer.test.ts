import { describe, expect, it } from 'vitest';
import { withCompiler } from './support/compiler.ts';
import { ENVIRONMENTS, snapshotOf, stagingWith } from './support/environments.ts';
import { REPOSITORY } from './support/people.ts';
import { allOf } from './support/resources.ts';

const TRUST = 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials';

describe.for(ENVIRONMENTS)('%s', async (name) => {
  const snapshot = await snapshotOf(name);

  it('is deployed by no workflow unless its repository is named', () => {
    expect(allOf(snapshot, TRUST)).toEqual([]);
  });
});

withCompiler('the repository that is named', () => {
  it('is trusted in both forms of its name, in this environment only', async () => {
    const trust = allOf(await stagingWith({ repository: REPOSITORY }), TRUST);

    expect(trust.map(({ properties }) => properties)).toEqual([
      {
        issuer: 'https://token.actions.githubusercontent.com',
        audiences: ['api://AzureADTokenExchange'],
        subject: 'repo:acme/prompts:environment:staging',
      },
      {
        issuer: 'https://token.actions.githubusercontent.com',
        audiences: ['api://AzureADTokenExchange'],
        subject: 'repo:acme@42/prompts@4711:environment:staging',
      },
    ]);
  });

  it('gets its identity outside the group that it may change', async () => {
    const [credential] = allOf(await stagingWith({ repository: REPOSITORY }), TRUST);

    expect(credential?.id).toContain('/resourceGroups/rg-blobscribe-staging-deploy/');
  });
});
