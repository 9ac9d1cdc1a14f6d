import { describe, expect, it } from 'vitest';
import { withCompiler } from './support/compiler.ts';
import { ENVIRONMENTS, snapshotOf, stagingWith } from './support/environments.ts';
import { OPEN_AI } from './support/people.ts';
import { allOf, theOne, valuesAt } from './support/resources.ts';

/** On every kind of resource that has keys of its own: only identities get in. */
const KEYS_OFF = [
  ['Microsoft.Storage/storageAccounts', 'properties.allowSharedKeyAccess', false],
  ['Microsoft.Storage/storageAccounts', 'properties.isLocalUserEnabled', false],
  ['Microsoft.ServiceBus/namespaces', 'properties.disableLocalAuth', true],
  ['Microsoft.CognitiveServices/accounts', 'properties.disableLocalAuth', true],
  ['Microsoft.Insights/components', 'properties.DisableLocalAuth', true],
  ['Microsoft.OperationalInsights/workspaces', 'properties.features.disableLocalAuth', true],
  ['Microsoft.ContainerRegistry/registries', 'properties.adminUserEnabled', false],
  ['Microsoft.KeyVault/vaults', 'properties.enableRbacAuthorization', true],
] as const;

describe.for(ENVIRONMENTS)('%s', async (name) => {
  const snapshot = await snapshotOf(name);

  it.for(KEYS_OFF)('%s: %s is %s', ([type, path, off]) => {
    const resources = allOf(snapshot, type);

    expect(resources).not.toEqual([]);
    for (const resource of resources) expect(valuesAt(resource, path)).toEqual([off]);
  });

  it('no blob is open to the public', () => {
    const account = theOne(snapshot, 'Microsoft.Storage/storageAccounts');
    const containers = allOf(snapshot, 'Microsoft.Storage/storageAccounts/blobServices/containers');

    expect(account.properties).toMatchObject({ allowBlobPublicAccess: false });
    expect(new Set(valuesAt({ containers }, 'containers[].properties.publicAccess'))).toEqual(
      new Set(['None']),
    );
  });

  it('nothing answers below TLS 1.2, nor without', () => {
    const storage = theOne(snapshot, 'Microsoft.Storage/storageAccounts');
    const serviceBus = theOne(snapshot, 'Microsoft.ServiceBus/namespaces');
    const api = theOne(snapshot, 'Microsoft.App/containerApps');

    expect(storage.properties).toMatchObject({
      minimumTlsVersion: 'TLS1_2',
      supportsHttpsTrafficOnly: true,
    });
    expect(serviceBus.properties).toMatchObject({ minimumTlsVersion: '1.2' });
    expect(api.properties).toMatchObject({ configuration: { ingress: { allowInsecure: false } } });
  });

  it('no process is given a secret', () => {
    const processes = ['Microsoft.App/containerApps', 'Microsoft.App/jobs'].flatMap((type) =>
      allOf(snapshot, type),
    );

    expect(processes).toHaveLength(3);
    expect(valuesAt({ processes }, 'processes[].properties.configuration.secrets')).toEqual([]);
    expect(
      valuesAt({ processes }, 'processes[].properties.template.containers[].env[].secretRef'),
    ).toEqual([]);
  });
});

withCompiler('Azure OpenAI', () => {
  it('takes no keys either', async () => {
    const snapshot = await stagingWith({ openAi: OPEN_AI });

    const accounts = allOf(snapshot, 'Microsoft.CognitiveServices/accounts');
    expect(accounts.map(({ kind }) => kind)).toEqual(['ComputerVision', 'OpenAI']);
    expect(valuesAt({ accounts }, 'accounts[].properties.disableLocalAuth')).toEqual([true, true]);
  });
});
