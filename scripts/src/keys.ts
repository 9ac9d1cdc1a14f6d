import {
  createApiKey,
  formatApiKeyEntry,
  hashApiKey,
  isKeyTenant,
  readExpiry,
} from '@blobscribe/core/api-key';
import { readOptions } from './read-options.ts';
import { readCall } from './usage-error.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

const HELP = `blobscribe keys create --tenant NAME [options]

Makes an API key for a tenant, to be used where the API runs with AUTH=api-key.
The key is shown once and kept nowhere; the API needs its entry, a hash.
Example: npm run -s keys -- create --tenant acme --expires 90d

  --tenant NAME    2 to 32 of a-z, 0-9 and -; the tenant drop reads what people
                   dropped
  --expires WHEN   when it ends: 2027-01-01 (its first moment in UTC), a time
                   with its zone, or 90d
  --vault NAME     puts the entry into this Key Vault, signed in as the Azure
                   CLI is; a running API takes it within a minute. Without it
                   nothing is changed anywhere
  --json           print one line of JSON
  --help           this text

Exit status: 0, 1 if the vault refuses, 2 wrong call.
`;

type NewKey = {
  readonly tenant: string;
  readonly key: string;
  readonly sha256: string;
  readonly expires?: Date;
  /** What the API's list of keys takes. */
  readonly entry: string;
};

/** The command `keys`; returns its exit status. */
export async function keys(args: string[]): Promise<number> {
  const { tenant, expires, vault, json, help } = readArguments(args, Date.now());
  if (help) {
    process.stdout.write(HELP);
    return 0;
  }
  const key = createApiKey();
  const sha256 = hashApiKey(key);
  const holder = { tenant, sha256, ...(expires ? { expires } : {}) };
  const created: NewKey = { ...holder, key, entry: formatApiKeyEntry(holder) };
  if (vault !== undefined) await addToVault(vault, created.entry);
  const text = vault === undefined ? explain(created) : explainKept(created, vault);
  process.stdout.write(json ? `${JSON.stringify(created)}\n` : text);
  return 0;
}

/** Before the key is shown: one that no API takes would be of no use. */
async function addToVault(vault: string, entry: string): Promise<void> {
  const url = URL.canParse(vault) ? vault : `https://${vault}.vault.azure.net`;
  // Loaded only where it is used: the Azure clients would cost every command half a second.
  const { changeSecret } = await import('@blobscribe/core/secrets');
  await changeSecret('API_KEYS', { KEY_VAULT_URL: url }, (present) =>
    [present?.trim(), entry].filter(Boolean).join(' '),
  );
}

function explainKept({ key, expires }: NewKey, vault: string): string {
  return `key    ${key}

The key is for its user, and shown only now${expires ? `; it ends at ${expires.toISOString()}` : ''}. ${vault} has its entry, and a running API takes it
within a minute.

  curl -X POST -H 'X-API-Key: ${key}' https://HOST/v1/uploads
`;
}

function explain({ key, entry, expires }: NewKey): string {
  const secret = '--vault-name VAULT --name api-keys';
  return `key    ${key}
entry  ${entry}

The key is for its user, and shown only now${expires ? `; it ends at ${expires.toISOString()}` : ''}. The entry is for the API, beside those already there:
  environment  API_KEYS="$API_KEYS ${entry}"
  Key Vault    az keyvault secret set ${secret} --value "$(az keyvault secret show ${secret} --query value -o tsv) ${entry}"
A running API sees a change in Key Vault within a minute, one of its environment after a restart.
To rotate, let two keys of a tenant stand side by side, then take the old entry away.

  curl -X POST -H 'X-API-Key: ${key}' https://HOST/v1/uploads
`;
}

function readArguments(args: string[], now: number) {
  const { values, positionals } = readOptions(
    args,
    {
      tenant: { type: 'string', default: '' },
      expires: { type: 'string' },
      vault: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
    { help: HELP },
  );
  const { tenant, expires, ...others } = values;
  if (others.help) return { tenant, ...others, expires: undefined };
  return readCall(HELP, () => {
    if (positionals.join(' ') !== 'create') throw new Error('say what to do: keys create');
    if (tenant === '') throw new Error('name the tenant: --tenant NAME');
    if (!isKeyTenant(tenant)) throw new Error('a tenant is 2 to 32 of a-z, 0-9 and -');
    return { tenant, ...others, expires: readEnd(expires, now) };
  });
}

/** The instant when a key ends: in so many days, or at a date. */
function readEnd(text: string | undefined, now: number): Date | undefined {
  if (text === undefined) return undefined;
  const days = /^(\d{1,5})d$/.exec(text)?.[1];
  const end = days === undefined ? readExpiry(text) : new Date(now + Number(days) * DAY_MS);
  if (!end) throw new Error(`--expires ${text} is no ISO 8601 date, nor days such as 90d`);
  if (end.getTime() <= now) throw new Error(`--expires ${text} is already past`);
  return end;
}
