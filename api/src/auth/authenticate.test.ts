import { createApiKey, formatApiKeyEntry, hashApiKey } from '@blobscribe/core/api-key';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../read-config.ts';
import { chooseAuthentication } from './authenticate.ts';

const DEPENDENCIES = { log: { warn: () => {} }, now: Date.now };

const choose = (environment: Record<string, string>) =>
  chooseAuthentication(
    readConfig({ STORAGE_CONNECTION_STRING: 'UseDevelopmentStorage=true', ...environment }),
    DEPENDENCIES,
  );

describe('the caller', () => {
  it('of a laptop is its one person, who may read all', async () => {
    const authenticate = await choose({ AUTH: 'none' });

    expect(await authenticate(new Headers())).toEqual({ tenant: 'local', readsDrop: true });
  });

  it('is known by a key of the environment', async () => {
    const key = createApiKey();
    const API_KEYS = formatApiKeyEntry({ tenant: 'acme', sha256: hashApiKey(key) });
    const authenticate = await choose({ AUTH: 'api-key', API_KEYS });

    const headers = new Headers({ 'x-api-key': key });
    expect(await authenticate(headers)).toEqual({ tenant: 'acme', readsDrop: false });
  });

  it('is known by a token of Entra ID', async () => {
    const authenticate = await choose({
      AUTH: 'entra',
      ENTRA_TENANT_ID: '11111111-2222-3333-4444-555555555555',
      ENTRA_AUDIENCE: '99999999-8888-7777-6666-555555555555',
    });

    await expect(authenticate(new Headers())).rejects.toThrow(/bearer token of Entra ID/);
  });

  it('cannot be known by keys that are missing or malformed', async () => {
    await expect(choose({ AUTH: 'api-key', API_KEYS: 'acme:1234' })).rejects.toThrow(/entry 1/);
    const config = readConfig({
      STORAGE_CONNECTION_STRING: 'UseDevelopmentStorage=true',
      AUTH: 'api-key',
      API_KEYS: 'x',
    });
    await expect(
      chooseAuthentication({ ...config, API_KEYS: undefined }, DEPENDENCIES),
    ).rejects.toThrow(/finds no keys: set API_KEYS, or the secret api-keys/);
  });
});
