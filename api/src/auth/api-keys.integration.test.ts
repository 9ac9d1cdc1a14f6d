import { SecretClient } from '@azure/keyvault-secrets';
import { createApiKey, formatApiKeyEntry, hashApiKey } from '@blobscribe/core/api-key';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Certificate, trustedCertificate } from '../../../test/support/certificate.ts';
import { type IdentityEndpoint, identityEndpoint } from '../../../test/support/identity.ts';
import { type KeyVault, keyVault } from '../../../test/support/key-vault.ts';
import { readConfig } from '../read-config.ts';
import { chooseAuthentication } from './authenticate.ts';

const OLD = createApiKey();
const NEW = createApiKey();
const entry = (key: string) => formatApiKeyEntry({ tenant: 'acme', sha256: hashApiKey(key) });
const keyed = (key: string) => new Headers({ 'x-api-key': key });
const ACME = { tenant: 'acme', readsDrop: false };
const UNKNOWN = { type: 'unauthorized', message: 'This API key is not known.' };

let certificate: Certificate;
let identity: IdentityEndpoint;
let vault: KeyVault;

beforeAll(async () => {
  certificate = await trustedCertificate();
  identity = await identityEndpoint();
  for (const [name, value] of Object.entries(identity.environment)) vi.stubEnv(name, value);
});

beforeEach(async () => {
  vault = await keyVault(certificate, { 'api-keys': entry(OLD) });
});

afterEach(() => vault.close());

afterAll(async () => {
  vi.unstubAllEnvs();
  await identity.close();
  await certificate.remove();
});

/** The API's check, over the keys of the vault, at a time that the test moves. */
async function bench() {
  const state = { time: Date.now(), logged: [] as string[] };
  const config = readConfig({
    AUTH: 'api-key',
    KEY_VAULT_URL: vault.url,
    AZURE_CLIENT_ID: identity.environment.AZURE_CLIENT_ID,
    STORAGE_ENDPOINT: 'https://example.blob.core.windows.net',
  });
  const check = await chooseAuthentication(config, {
    log: { warn: (...line) => void state.logged.push(JSON.stringify(line)) },
    now: () => state.time,
  });
  return { check, state };
}

describe('keys in Key Vault', () => {
  it('change without a restart: both work side by side, then the old one no more', async () => {
    const { check, state } = await bench();
    expect(await check(keyed(OLD))).toEqual(ACME);
    await expect(check(keyed(NEW))).rejects.toMatchObject(UNKNOWN);

    vault.set('api-keys', `${entry(OLD)} ${entry(NEW)}`);
    state.time += 5_000;
    expect(await check(keyed(NEW))).toEqual(ACME);
    expect(await check(keyed(OLD))).toEqual(ACME);

    vault.set('api-keys', entry(NEW));
    state.time += 60_000;
    await expect(check(keyed(OLD))).rejects.toMatchObject(UNKNOWN);
    expect(await check(keyed(NEW))).toEqual(ACME);
    expect(vault.asked).toEqual(['api-keys', 'api-keys', 'api-keys']);
  });

  it('stay as they were when the vault fails later, and the log says so', async () => {
    const { check, state } = await bench();

    vault.forbid();
    state.time += 60_000;

    expect(await check(keyed(OLD))).toEqual(ACME);
    expect(vault.asked.length).toBe(2);
    expect(state.logged).toEqual([expect.stringContaining('api-keys-not-reloaded')]);
  });

  it('must be there at the start', async () => {
    vault.forbid();
    await expect(bench()).rejects.toMatchObject({ statusCode: 403 });
    await vault.close();
    vault = await keyVault(certificate, {});

    await expect(bench()).rejects.toThrow(/finds no keys/);
  });
});

describe("the vault's stand-in", () => {
  const client = (resource: string, lifeSeconds = 3600) => {
    const claims = { aud: resource, exp: Date.now() / 1000 + lifeSeconds };
    const body = Buffer.from(JSON.stringify(claims)).toString('base64url');
    const token = { token: `e30.${body}.c2ln`, expiresOnTimestamp: Date.now() + 3600_000 };
    const options = { disableChallengeResourceVerification: true };
    return new SecretClient(vault.url, { getToken: async () => token }, options);
  };

  it('gives the newest version, or the one that is named', async () => {
    const secrets = client('https://vault.azure.net');
    const { version = '' } = (await secrets.getSecret('api-keys')).properties;
    vault.set('api-keys', 'newer');

    expect((await secrets.getSecret('api-keys')).value).toBe('newer');
    expect((await secrets.getSecret('api-keys', { version })).value).toBe(entry(OLD));
    const unknown = secrets.getSecret('api-keys', { version: 'f'.repeat(32) });
    await expect(unknown).rejects.toMatchObject({ statusCode: 404 });
  });

  it.each([
    ['for another resource', 'https://storage.azure.com', 3600],
    ['that has expired', 'https://vault.azure.net', -1],
  ])('gives nothing to a token %s', async (_, resource, lifeSeconds) => {
    const refused = client(resource, lifeSeconds).getSecret('api-keys');

    await expect(refused).rejects.toMatchObject({ statusCode: 401 });
    expect(vault.asked).toEqual([]);
  });
});
