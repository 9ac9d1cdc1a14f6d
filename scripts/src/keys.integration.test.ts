import { hashApiKey, parseApiKeyEntries } from '@blobscribe/core/api-key';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Certificate, trustedCertificate } from '../../test/support/certificate.ts';
import { type IdentityEndpoint, identityEndpoint } from '../../test/support/identity.ts';
import { type KeyVault, keyVault } from '../../test/support/key-vault.ts';
import { keys } from './keys.ts';

let certificate: Certificate;
let identity: IdentityEndpoint;
let vault: KeyVault;
let printed = '';

beforeAll(async () => {
  certificate = await trustedCertificate();
  identity = await identityEndpoint();
  vault = await keyVault(certificate, { 'api-keys': `first:${'a'.repeat(64)}\n` });
  for (const [name, value] of Object.entries(identity.environment)) vi.stubEnv(name, value);
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});

afterEach(() => {
  printed = '';
});

afterAll(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await vault.close();
  await identity.close();
  await certificate.remove();
});

describe('keys create --vault', () => {
  it('puts the entry beside those that the vault has, and shows the key', async () => {
    expect(await keys(['create', '--tenant', 'acme', '--vault', vault.url])).toBe(0);

    const key = /^key {4}(\S+)/.exec(printed)?.[1] ?? '';
    expect(parseApiKeyEntries(vault.get('api-keys') ?? '')).toEqual([
      { tenant: 'first', sha256: 'a'.repeat(64) },
      { tenant: 'acme', sha256: hashApiKey(key) },
    ]);
  });

  it('shows no key that the vault does not take', async () => {
    vault.forbid();

    await expect(keys(['create', '--tenant', 'acme', '--vault', vault.url])).rejects.toThrow();
    expect(printed).toBe('');
  });
});
