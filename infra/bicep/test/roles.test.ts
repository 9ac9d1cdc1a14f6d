import { describe, expect, it } from 'vitest';
import { type RoleRow, roleRows } from '../../../scripts/src/architecture/role-table.ts';
import type { Snapshot } from '../../../scripts/src/bicep-snapshot.ts';
import { withCompiler } from './support/compiler.ts';
import { ENVIRONMENTS, snapshotOf, stagingWith } from './support/environments.ts';
import { DROPPER, EVERYTHING, N8N, OPEN_AI, OPERATOR } from './support/people.ts';

const OUR_OWN = [
  'API: Monitoring Metrics Publisher on Application Insights',
  'API: Storage Blob Data Contributor on container cache',
  'API: Storage Blob Data Contributor on container prompts',
  'API: Storage Blob Data Contributor on container requests',
  'API: Storage Blob Data Contributor on container uploads',
  'API: Storage Blob Delegator on storage account',
  'API: Key Vault Secrets User on vault',
  'Event Grid: Storage Blob Data Contributor on container deadletter',
  'Event Grid: Azure Service Bus Data Sender on queue images',
  'job and sweeper: Monitoring Metrics Publisher on Application Insights',
  'job and sweeper: Cognitive Services User on Azure AI Vision',
  'job and sweeper: Storage Blob Data Contributor on container cache',
  'job and sweeper: Storage Blob Data Contributor on container prompts',
  'job and sweeper: Storage Blob Data Contributor on container requests',
  'job and sweeper: Storage Blob Data Contributor on container uploads',
  'job and sweeper: Azure Service Bus Data Receiver on queue images',
  'job and sweeper: Azure Service Bus Data Sender on queue images',
  'platform: Azure Service Bus Data Owner on queue images',
  'platform: AcrPull on registry',
  'workflows: AcrPush on registry',
  'workflows: Contributor on resource group',
  'workflows: Role Based Access Control Administrator on resource group, with a condition',
  'workflows: Key Vault Secrets User on vault',
];

function sentences(snapshot: Snapshot): readonly string[] {
  return roleRows(snapshot).map(sentence);
}

function sentence({ who, role, where, condition }: RoleRow): string {
  return `${who}: ${role} on ${where}${condition === '' ? '' : ', with a condition'}`;
}

describe.for(ENVIRONMENTS)('%s gives', async (name) => {
  const snapshot = await snapshotOf(name);

  it('these roles and no other', () => {
    expect(sentences(snapshot)).toEqual(OUR_OWN);
  });
});

withCompiler('beside these, staging gives', () => {
  it.for([
    [
      'operators what they look after',
      { operators: [OPERATOR] },
      [
        `User ${OPERATOR}: Storage Blob Data Contributor on container deadletter`,
        `User ${OPERATOR}: Storage Blob Data Contributor on container prompts`,
        `User ${OPERATOR}: Azure Service Bus Data Owner on queue images`,
        `User ${OPERATOR}: Key Vault Secrets Officer on vault`,
      ],
    ],
    [
      'droppers their own namespace',
      { droppers: [DROPPER] },
      [
        `ServicePrincipal ${DROPPER}: Storage Blob Data Contributor on container uploads, with a condition`,
      ],
    ],
    [
      'the workflows of the next environment its images',
      { promoters: [DROPPER] },
      [`ServicePrincipal ${DROPPER}: AcrPull on registry`],
    ],
    [
      'n8n its own two secrets',
      { n8n: N8N },
      [
        'n8n: Key Vault Secrets User on secret n8n-database-password',
        'n8n: Key Vault Secrets User on secret n8n-encryption-key',
      ],
    ],
    [
      'the job the use of Azure OpenAI',
      { openAi: OPEN_AI },
      ['job and sweeper: Cognitive Services OpenAI User on Azure OpenAI'],
    ],
  ] as const)('%s', async ([, settings, more]) => {
    const given = sentences(await stagingWith(settings));

    expect(given).toEqual(expect.arrayContaining(OUR_OWN));
    expect(given.filter((row) => !OUR_OWN.includes(row))).toEqual(more);
  });
});

withCompiler('the condition of a dropper', async () => {
  const rows = roleRows(await stagingWith({ droppers: [DROPPER] }));
  const condition = rows.find(({ who }) => who.endsWith(DROPPER))?.condition ?? '';

  it('restricts to drop/', () => {
    expect(
      condition.endsWith(
        " OR (@Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs:path] StringLike 'drop/*'))",
      ),
    ).toBe(true);
  });

  // All data actions of Storage Blob Data Contributor (docs: Azure built-in roles).
  it.for(['read', 'write', 'add/action', 'delete', 'move/action'])('holds for %s', (action) => {
    expect(condition).toContain(
      `!(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/${action}'})`,
    );
  });
});

withCompiler('the condition of the workflows', async () => {
  const snapshot = await stagingWith(EVERYTHING);
  const rows = roleRows(snapshot).filter(({ who }) => who === 'workflows');
  const condition = rows.find((row) => row.condition !== '')?.condition ?? '';
  const [toGive, toTake] = [...condition.matchAll(/GuidEquals \{([^}]*)\}/g)].map((match) =>
    match[1]?.split(', ').sort(),
  );

  it('is about giving and taking', () => {
    expect(condition).toContain("(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})");
    expect(condition).toContain(
      "(ActionMatches{'Microsoft.Authorization/roleAssignments/delete'})",
    );
  });

  it('allows the roles that the workload gives to anybody, and no other', () => {
    const given = snapshot.predictedResources
      .filter(({ type }) => type === 'Microsoft.Authorization/roleAssignments')
      .filter(({ properties }) => !String(properties?.principalId).includes('/id-deploy-'))
      .map(({ properties }) => String(properties?.roleDefinitionId).split('/').at(-1));

    expect(toGive).toEqual([...new Set(given)].sort());
    expect(toTake).toEqual(toGive);
  });
});
