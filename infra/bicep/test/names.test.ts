import { describe, expect, it } from 'vitest';
import { withCompiler } from './support/compiler.ts';
import { snapshotOf, stagingWith } from './support/environments.ts';
import { EVERYTHING } from './support/people.ts';
import { allOf, ownName, theOne } from './support/resources.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ALERT = /^[\w-]{1,260}$/;

/** What Azure takes as a name (docs: naming rules and restrictions for Azure resources). */
const LEGAL: Readonly<Record<string, RegExp>> = {
  'Microsoft.Resources/resourceGroups': /^[\w.()-]{0,89}[\w()-]$/,
  'Microsoft.ManagedIdentity/userAssignedIdentities': /^[a-zA-Z0-9][\w-]{2,127}$/,
  'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials':
    /^[a-zA-Z0-9][\w-]{2,119}$/,
  'Microsoft.OperationalInsights/workspaces': /^[a-zA-Z0-9][a-zA-Z0-9-]{2,61}[a-zA-Z0-9]$/,
  'Microsoft.Insights/components': /^[\w.()-]{1,259}[\w()-]$/,
  'Microsoft.Insights/actionGroups': ALERT,
  'Microsoft.Insights/scheduledQueryRules': ALERT,
  'Microsoft.Insights/metricAlerts': ALERT,
  'Microsoft.Insights/diagnosticSettings': ALERT,
  'Microsoft.Insights/workbooks': UUID,
  'Microsoft.App/managedEnvironments': /^[a-z](?!.*--)[a-z0-9-]{0,58}[a-z0-9]$/,
  'Microsoft.App/managedEnvironments/managedCertificates': /^[a-z][a-z0-9-]*$/,
  'Microsoft.App/containerApps': /^[a-z](?!.*--)[a-z0-9-]{0,30}[a-z0-9]$/,
  'Microsoft.App/jobs': /^[a-z](?!.*--)[a-z0-9-]{0,29}[a-z0-9]$/,
  'Microsoft.Storage/storageAccounts': /^[a-z0-9]{3,24}$/,
  'Microsoft.Storage/storageAccounts/blobServices': /^default$/,
  'Microsoft.Storage/storageAccounts/blobServices/containers':
    /^[a-z0-9](?!.*--)[a-z0-9-]{1,61}[a-z0-9]$/,
  'Microsoft.Storage/storageAccounts/managementPolicies': /^default$/,
  'Microsoft.ServiceBus/namespaces': /^[a-zA-Z](?!.*-(sb|mgmt)$)[a-zA-Z0-9-]{4,48}[a-zA-Z0-9]$/,
  'Microsoft.ServiceBus/namespaces/queues': /^[a-zA-Z0-9][\w./~-]{0,258}[a-zA-Z0-9]$/,
  'Microsoft.EventGrid/systemTopics': /^[a-zA-Z0-9-]{3,50}$/,
  'Microsoft.EventGrid/systemTopics/eventSubscriptions': /^[a-zA-Z0-9-]{3,64}$/,
  'Microsoft.Authorization/roleAssignments': UUID,
  'Microsoft.KeyVault/vaults': /^[a-zA-Z](?!.*--)[a-zA-Z0-9-]{1,22}[a-zA-Z0-9]$/,
  'Microsoft.ContainerRegistry/registries': /^[a-zA-Z0-9]{5,50}$/,
  'Microsoft.CognitiveServices/accounts': /^[a-zA-Z0-9][a-zA-Z0-9-]{0,62}[a-zA-Z0-9]$/,
  'Microsoft.CognitiveServices/accounts/deployments': /^[a-zA-Z0-9][\w.-]{1,63}$/,
  'Microsoft.DBforPostgreSQL/flexibleServers': /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
  'Microsoft.DBforPostgreSQL/flexibleServers/databases': /^[a-z]\w{0,62}$/,
  'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules': /^[\w-]{1,128}$/,
  'Microsoft.Consumption/budgets': /^[\w-]{1,63}$/,
};

withCompiler('all names are legal', () => {
  it.for([
    ['the shortest', 'a', 'qa'],
    ['the longest', 'abcdefghijkl', 'productio1'],
    ['capitals', 'ACME', 'Production'],
    ['a digit first', '9lives', '1st'],
    ['hyphens and underscores only', '-_-', '--'],
    ['hyphens at the ends', '-acme-', '-qa-'],
    ['other letters only', 'éüß', '日本'],
    ['a bit of all', 'My_App-é 1', 'pré-prod'],
  ] as const)('for %s: %s, %s', async ([, prefix, environment]) => {
    const snapshot = await stagingWith({ ...EVERYTHING, prefix, environment });

    const names = snapshot.predictedResources.map((resource) => ({
      type: resource.type,
      name: ownName(resource),
    }));
    expect(names.filter(({ type, name }) => !LEGAL[type]?.test(name))).toEqual([]);
    for (const { properties } of allOf(snapshot, 'Microsoft.Insights/actionGroups')) {
      expect(String(properties?.groupShortName)).toMatch(/^.{1,12}$/);
    }
  });

  it('and no two resources have the same', async () => {
    const { predictedResources } = await stagingWith(EVERYTHING);
    const ids = predictedResources.map(({ id }) => id);

    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it.for([
    { prefix: '' },
    { prefix: 'abcdefghijklm' },
    { environment: 'q' },
    { environment: 'production1' },
  ])('or refused: %o', async (settings) => {
    await expect(stagingWith(settings)).rejects.toThrow(/allowable length/);
  });
});

describe('names that must be unique in the world', () => {
  it.for([
    'Microsoft.Storage/storageAccounts',
    'Microsoft.KeyVault/vaults',
    'Microsoft.ContainerRegistry/registries',
    'Microsoft.ServiceBus/namespaces',
    'Microsoft.CognitiveServices/accounts',
  ])('differ between environments: %s', async (kind) => {
    const staging = theOne(await snapshotOf('staging'), kind).name;

    expect(theOne(await snapshotOf('production'), kind).name).not.toBe(staging);
  });
});
