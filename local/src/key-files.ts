import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createApiKey, formatApiKeyEntry, hashApiKey } from '@blobscribe/core/api-key';

const TENANT = 'local';
const ONLY_OURS = { mode: 0o600 };

/**
 * The API key of a stack in containers, made the first time: `key.txt` in the folder keeps it, and
 * `api.env` gives the API its hash (`node --env-file`).
 */
export async function keepKey(folder: string): Promise<string> {
  const key = (await readKey(join(folder, 'key.txt'))) ?? createApiKey();
  const entry = formatApiKeyEntry({ tenant: TENANT, sha256: hashApiKey(key) });
  await writeFile(join(folder, 'key.txt'), `${key}\n`, ONLY_OURS);
  await writeFile(join(folder, 'api.env'), `API_KEYS=${entry}\n`, ONLY_OURS);
  return key;
}

async function readKey(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).trim() || undefined;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
