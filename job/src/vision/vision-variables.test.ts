import { SettingsError } from '@blobscribe/core/settings';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../read-config.ts';

const services = { STORAGE_CONNECTION_STRING: 'x', SERVICEBUS_CONNECTION_STRING: 'y' };

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig({ ...services, ...environment });
    return [];
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return error.problems;
  }
}

describe('the settings of vision', () => {
  it('are complete without any: this machine needs no service', () => {
    expect(readConfig(services)).toMatchObject({ VISION_PROVIDER: 'on-device', VISION_TPS: 10 });
  });

  it('name the endpoint that azure-vision lacks', () => {
    expect(problemsOf({ VISION_PROVIDER: 'azure-vision' })).toEqual([
      expect.stringContaining('VISION_ENDPOINT is missing'),
    ]);
  });

  it.each(['http://127.0.0.1:8081', 'http://localhost:8081', 'http://[::1]:8081'])(
    'take %s, which no network reaches',
    (url) => {
      const settings = { VISION_PROVIDER: 'azure-vision', VISION_ENDPOINT: url, VISION_KEY: 'k' };

      expect(problemsOf(settings)).toEqual([]);
    },
  );

  it('refuse http elsewhere, where a key or a token would be read on its way', () => {
    const endpoint = {
      VISION_PROVIDER: 'azure-vision',
      VISION_ENDPOINT: 'http://10.0.0.1',
      VISION_KEY: 'k',
    };
    const model = { VISION_PROVIDER: 'openai', OPENAI_BASE_URL: 'http://10.0.0.1/v1' };

    expect(problemsOf(endpoint)).toEqual([expect.stringContaining('use https')]);
    expect(problemsOf({ ...model, OPENAI_API_KEY: 'k' })).toHaveLength(1);
  });

  it.each([
    [{ VISION_PROVIDER: 'azure-vision', VISION_ENDPOINT: 'http://127.0.0.1:1' }, 'VISION_KEY'],
    [{ VISION_PROVIDER: 'openai' }, 'OPENAI_API_KEY'],
  ])('of %j lack a key, unless a vault may have it', (environment, name) => {
    const withVault = { ...environment, KEY_VAULT_URL: 'https://a.vault.azure.net' };

    expect(problemsOf(environment)).toEqual([expect.stringContaining(`${name} is missing`)]);
    expect(problemsOf(withVault)).toEqual([]);
  });

  it('want no key where an identity signs in', () => {
    const url = 'https://a.openai.azure.com/openai/v1';

    expect(problemsOf({ VISION_PROVIDER: 'openai', OPENAI_BASE_URL: url })).toEqual([]);
  });

  it('take a server of the own network that wants no key', () => {
    const model = { VISION_PROVIDER: 'openai', OPENAI_BASE_URL: 'http://10.0.0.1/v1' };

    expect(problemsOf(model)).toEqual([]);
  });

  it.each([
    [{ VISION_PROVIDER: 'magic' }, 'VISION_PROVIDER'],
    [{ VISION_ENDPOINT: 'vision' }, 'VISION_ENDPOINT'],
    [{ VISION_ENDPOINT: 'ftp://a.example' }, 'VISION_ENDPOINT'],
    [{ VISION_TPS: '0' }, 'VISION_TPS'],
    [{ VISION_CAPTIONS: 'yes' }, 'VISION_CAPTIONS'],
  ])('refuse %j', (environment, name) => {
    expect(problemsOf(environment)).toEqual([expect.stringContaining(`${name} is wrong`)]);
  });
});
