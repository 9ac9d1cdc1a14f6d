import { expect, it } from 'vitest';
import { withCompiler } from './support/compiler.ts';
import { ENVIRONMENTS, snapshotOf, stagingWith } from './support/environments.ts';
import { N8N } from './support/people.ts';
import { allOf, theOne, valueAt, valuesAt } from './support/resources.ts';

const APP = 'Microsoft.App/containerApps';
const DATABASE = 'Microsoft.DBforPostgreSQL/flexibleServers';

withCompiler('n8n', async () => {
  const snapshot = await stagingWith({ n8n: N8N });
  const app = theOne(snapshot, APP, 'n8n-');
  const variables = valuesAt(app, 'properties.template.containers[].env[]') as {
    readonly name: string;
    readonly value?: string;
    readonly secretRef?: string;
  }[];
  const of = (name: string) => variables.find((variable) => variable.name === name);

  it.for(ENVIRONMENTS)('is not there unless it is asked for: %s', async (environment) => {
    const without = await snapshotOf(environment);

    expect(allOf(without, APP)).toHaveLength(1);
    expect(allOf(without, DATABASE)).toEqual([]);
    expect(
      valueAt(
        theOne(without, 'Microsoft.KeyVault/vaults'),
        'properties.enabledForTemplateDeployment',
      ),
    ).toBe(false);
  });

  it('is one, always, of the version that was asked for', () => {
    expect(valueAt(app, 'properties.template.containers[].image')).toBe(N8N.image);
    expect(valueAt(app, 'properties.template.scale')).toEqual({ minReplicas: 1, maxReplicas: 1 });
  });

  it('knows its address, and that one proxy is before it', () => {
    expect(of('WEBHOOK_URL')?.value).toMatch(/https:.*n8n-blobscribe-staging/);
    expect(of('N8N_PROXY_HOPS')?.value).toBe('1');
  });

  it('has its secrets from the vault, where its key stays the same', () => {
    expect(valuesAt(app, 'properties.configuration.secrets[].keyVaultUrl')).toEqual([
      expect.stringMatching(/vaultUri, 'n8n-database-password'\)\]$/),
      expect.stringMatching(/vaultUri, 'n8n-encryption-key'\)\]$/),
    ]);
    expect(valuesAt(app, 'properties.configuration.secrets[].value')).toEqual([]);
    expect(of('N8N_ENCRYPTION_KEY')?.secretRef).toBe('n8n-encryption-key');
    expect(of('DB_POSTGRESDB_PASSWORD')?.secretRef).toBe('n8n-database-password');
  });

  it('speaks to its database in TLS, and nobody outside of Azure does', () => {
    expect(of('DB_POSTGRESDB_SSL_ENABLED')?.value).toBe('true');
    expect(
      allOf(snapshot, `${DATABASE}/firewallRules`).map(({ properties }) => properties),
    ).toEqual([{ startIpAddress: '0.0.0.0', endIpAddress: '0.0.0.0' }]);
  });
});
