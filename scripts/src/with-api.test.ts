import { describe, expect, it } from 'vitest';
import { remoteApi } from './with-api.ts';

const place = { data: '.blobscribe' };

describe('the API that is meant', () => {
  it("is this machine's where nothing names another", () => {
    expect(remoteApi(place, {}, '')).toBeUndefined();
    expect(remoteApi(place, { BLOBSCRIBE_API: '' }, '')).toBeUndefined();
  });

  it('is the one that the call names, else the environment', () => {
    const environment = { BLOBSCRIBE_API: 'https://env.example/' };

    expect(remoteApi(place, environment, '')).toBe('https://env.example');
    expect(remoteApi({ ...place, api: 'https://call.example' }, environment, '')).toBe(
      'https://call.example',
    );
    expect(remoteApi({ ...place, api: 'http://127.0.0.1:8080' }, {}, '')).toBe(
      'http://127.0.0.1:8080',
    );
  });

  it.each(['', 'example.com', 'ftp://example.com'])('is an address: not %j', (api) => {
    expect(() => remoteApi({ ...place, api }, {}, '')).toThrow(/no address/);
  });

  it('is never told a key unencrypted', () => {
    expect(() => remoteApi({ ...place, api: 'http://example.com' }, {}, '')).toThrow(/https/);
  });
});
