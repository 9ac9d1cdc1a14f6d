import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { hashApiKey, parseApiKeyEntries } from '@blobscribe/core/api-key';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepKey } from './key-files.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'blobscribe-keys-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the key of a stack in containers', () => {
  it('is made once, and stays', async () => {
    const first = await keepKey(folder);

    expect(await keepKey(folder)).toBe(first);
  });

  it('reaches the API as its hash alone', async () => {
    const key = await keepKey(folder);

    const text = await readFile(join(folder, 'api.env'), 'utf8');
    expect(parseApiKeyEntries(String(parseEnv(text).API_KEYS))).toEqual([
      { tenant: 'local', sha256: hashApiKey(key) },
    ]);
    expect(text).not.toContain(key);
  });

  it('is for its owner alone to read', async () => {
    await keepKey(folder);

    for (const file of ['key.txt', 'api.env']) {
      expect((await stat(join(folder, file))).mode & 0o077).toBe(0);
    }
  });
});
