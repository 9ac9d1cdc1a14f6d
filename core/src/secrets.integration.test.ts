import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Certificate, trustedCertificate } from '../../test/support/certificate.ts';
import { type IdentityEndpoint, identityEndpoint } from '../../test/support/identity.ts';
import { type KeyVault, keyVault } from '../../test/support/key-vault.ts';
import { changeSecret, findSecret } from './secrets.ts';

let certificate: Certificate;
let identity: IdentityEndpoint;
let vault: KeyVault;

beforeAll(async () => {
  certificate = await trustedCertificate();
  identity = await identityEndpoint();
  vault = await keyVault(certificate, { 'vision-key': 'from the vault' });
  for (const [name, value] of Object.entries(identity.environment)) vi.stubEnv(name, value);
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await vault.close();
  await identity.close();
  await certificate.remove();
});

describe('a secret', () => {
  it('of the environment is taken without asking the vault', async () => {
    const before = vault.asked.length;

    expect(await findSecret('VISION_KEY', 'own', { KEY_VAULT_URL: vault.url })).toBe('own');
    expect(vault.asked.length).toBe(before);
  });

  it('that the environment lacks comes from the vault, by its kebab-case name', async () => {
    const clientId = identity.environment.AZURE_CLIENT_ID;
    const settings = { KEY_VAULT_URL: vault.url, AZURE_CLIENT_ID: clientId };

    expect(await findSecret('VISION_KEY', undefined, settings)).toBe('from the vault');
    expect(vault.asked).toContain('vision-key');
    expect(identity.asked).toContain('https://vault.azure.net');
  });

  it('that neither has is undefined', async () => {
    expect(await findSecret('VISION_KEY', undefined, {})).toBeUndefined();
    expect(
      await findSecret('OPENAI_API_KEY', undefined, { KEY_VAULT_URL: vault.url }),
    ).toBeUndefined();
  });

  it('is changed by what is made of what is there, if anything is', async () => {
    const settings = { KEY_VAULT_URL: vault.url };
    const add = (entry: string) =>
      changeSecret('API_KEYS', settings, (present) => [present, entry].join(' ').trim());

    await add('one');
    await add('two');

    expect(vault.get('api-keys')).toBe('one two');
  });
});
