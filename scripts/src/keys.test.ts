import { hashApiKey, parseApiKeyEntries } from '@blobscribe/core/api-key';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keys } from './keys.ts';

let printed = '';

beforeEach(() => {
  printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});

afterEach(() => void vi.restoreAllMocks());

const create = (...args: string[]) => keys(['create', ...args]);

describe('keys create', () => {
  it('prints a key once as such, and the entry that lets it in', async () => {
    expect(await create('--tenant', 'acme')).toBe(0);

    const [, key = '', entry = ''] = /^key {4}(\S+)\nentry {2}(\S+)\n/.exec(printed) ?? [];
    expect(key).toMatch(/^bs_[\w-]{43}$/);
    expect(parseApiKeyEntries(entry)).toEqual([{ tenant: 'acme', sha256: hashApiKey(key) }]);
  });

  it('says where the entry goes and how the key is used', async () => {
    await create('--tenant', 'acme');

    expect(printed).toMatch(/API_KEYS="\$API_KEYS acme:[0-9a-f]{64}"/);
    expect(printed).toMatch(/az keyvault secret set .*--name api-keys .* acme:[0-9a-f]{64}"/);
    expect(printed).toMatch(/curl .*-H 'X-API-Key: bs_/);
  });

  it('prints one line of JSON for machines', async () => {
    await create('--tenant', 'drop', '--expires', '2999-01-01', '--json');

    expect(printed.trimEnd()).not.toContain('\n');
    const { key, entry, ...rest } = JSON.parse(printed);
    const sha256 = hashApiKey(key);
    expect(rest).toEqual({ tenant: 'drop', sha256, expires: '2999-01-01T00:00:00.000Z' });
    expect(entry).toBe(`drop:${sha256}:2999-01-01T00:00:00.000Z`);
  });

  it('counts days from now', async () => {
    const before = Date.now();
    await create('--tenant', 'acme', '--expires', '90d', '--json');

    const late = Date.parse(JSON.parse(printed).expires) - before - 90 * 86_400_000;
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(60_000);
  });

  it.each([
    ['nothing to do', [], /keys create/],
    ['another word', ['delete'], /keys create/],
    ['no tenant', ['create'], /--tenant NAME/],
    ['a tenant that cannot be', ['create', '--tenant', 'A B'], /2 to 32/],
    ['no date', ['create', '--tenant', 'acme', '--expires', 'soon'], /no ISO 8601 date/],
    ['a past date', ['create', '--tenant', 'acme', '--expires', '2020-01-01'], /already past/],
    ['no days', ['create', '--tenant', 'acme', '--expires', '0d'], /already past/],
    ['an unknown option', ['create', '--tenant', 'acme', '--forever'], /forever/],
  ])('refuses %s, with help', async (_, args, message) => {
    const help = expect.stringContaining('blobscribe keys create --tenant NAME');

    await expect(keys(args)).rejects.toMatchObject({
      name: 'UsageError',
      message: expect.stringMatching(message),
      help,
    });
    expect(printed).toBe('');
  });

  it('helps', async () => {
    expect(await keys(['--help'])).toBe(0);
    expect(printed).toMatch(/^blobscribe keys create/);
  });
});
