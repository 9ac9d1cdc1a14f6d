import { describe, expect, it } from 'vitest';
import { readConfig } from './read-config.ts';

const GOOD = { AUTH: 'none', STORAGE_CONNECTION_STRING: 'UseDevelopmentStorage=true' };

describe("the API's configuration", () => {
  it('has defaults for a laptop', () => {
    expect(readConfig(GOOD)).toMatchObject({
      HOST: '127.0.0.1',
      PORT: 8080,
      ALLOWED_ORIGINS: [],
      MAX_IMAGE_BYTES: 67_108_864,
    });
  });

  it('refuses to open an API without authentication to the network', () => {
    expect(() => readConfig({ ...GOOD, HOST: '0.0.0.0' })).toThrow(/loopback/);
  });

  it('lets remote URLs lead to this machine only where no network reaches the API', () => {
    const keyed = { ...GOOD, AUTH: 'api-key', API_KEYS: 'x', FETCH_PRIVATE: '1' };

    expect(readConfig(keyed).FETCH_PRIVATE).toBe(true);
    expect(() => readConfig({ ...keyed, HOST: '0.0.0.0' })).toThrow(/FETCH_PRIVATE/);
  });

  it.each([
    ['api-key', /API_KEYS/],
    ['entra', /ENTRA_AUDIENCE/],
  ])('refuses AUTH=%s without what it needs', (AUTH, named) => {
    expect(() => readConfig({ ...GOOD, AUTH })).toThrow(named);
  });

  it('names every wrong variable at once', () => {
    const wrong = { PORT: '99999', ALLOWED_ORIGINS: 'https://a.example/path', HOST: '' };

    expect(() => readConfig(wrong)).toThrow(
      /PORT is wrong.*|AUTH is missing.*ALLOWED_ORIGINS.*STORAGE_ENDPOINT are both missing/s,
    );
    for (const name of ['PORT', 'AUTH', 'ALLOWED_ORIGINS', 'STORAGE_ENDPOINT']) {
      expect(() => readConfig(wrong)).toThrow(name);
    }
  });

  it('refuses storage that is named two ways', () => {
    const both = { ...GOOD, STORAGE_ENDPOINT: 'https://a.blob.core.windows.net' };

    expect(() => readConfig(both)).toThrow(/both set/);
  });
});
