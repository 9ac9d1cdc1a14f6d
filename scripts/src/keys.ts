import { parseArgs } from 'node:util';
import {
  createApiKey,
  formatApiKeyEntry,
  hashApiKey,
  isKeyTenant,
  readExpiry,
} from '@blobscribe/core/api-key';
import { UsageError } from './usage-error.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

const HELP = `blobscribe keys create --tenant NAME [--expires DATE|DAYSd] [--json]

Makes an API key for a tenant, to be used where the API runs with AUTH=api-key. The key is shown once
and kept nowhere; the API is given its entry, which holds only a hash. Nothing is changed by this.

  --tenant NAME    2 to 32 of a-z, 0-9 and -; the tenant drop reads what people dropped
  --expires WHEN   when it ends: 2027-01-01 (its first moment in UTC), a time with its zone, or 90d
  --json           print one line of JSON
  --help           this text

Exit status: 0, or 2 for a wrong call.
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
  const { tenant, expires, json, help } = readArguments(args, Date.now());
  if (help) {
    process.stdout.write(HELP);
    return 0;
  }
  const key = createApiKey();
  const sha256 = hashApiKey(key);
  const holder = { tenant, sha256, ...(expires ? { expires } : {}) };
  const created: NewKey = { ...holder, key, entry: formatApiKeyEntry(holder) };
  process.stdout.write(json ? `${JSON.stringify(created)}\n` : explain(created));
  return 0;
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
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        tenant: { type: 'string', default: '' },
        expires: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const { tenant, json, help } = values;
    if (help) return { tenant, json, help };
    if (positionals.join(' ') !== 'create') throw new Error('say what to do: keys create');
    if (tenant === '') throw new Error('name the tenant: --tenant NAME');
    if (!isKeyTenant(tenant)) throw new Error('a tenant is 2 to 32 of a-z, 0-9 and -');
    return { tenant, json, help, expires: readEnd(values.expires, now) };
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), HELP, { cause });
  }
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
