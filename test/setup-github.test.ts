import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const SCRIPT = fileURLToPath(new URL('../scripts/src/setup-github.ts', import.meta.url));

/** Notes each call, with its standard input, and answers those that look. */
const STAND_IN = `#!/bin/bash
say() { printf '%s\\n' "$1"; exit; }
case "$(basename "$0") $*" in
  "gh api repos/acme/prompts") say '{"id":4711,"name":"prompts","created_at":"2026-08-01T00:00:00Z","owner":{"login":"acme","id":42}}' ;;
  "gh api user") say '{"id":7}' ;;
  "az account show"*) say '{"id":"a-subscription","tenantId":"a-tenant"}' ;;
  "az deployment sub list"*) say blobscribe ;;
  "az deployment sub show"*) say '{"DEPLOYER_CLIENT_ID":{"value":"c"},"AZURE_RESOURCE_GROUP":{"value":"rg-blobscribe-x"},"REGISTRY_NAME":{"value":"cr"},"AZURE_CONTAINER_REGISTRY_ENDPOINT":{"value":"cr.azurecr.io"},"KEY_VAULT_NAME":{"value":"kv"},"API_URL":{"value":"https://api.example.org"}}' ;;
esac
{ printf '%q ' "$(basename "$0")" "$@"; input=$(cat); [ -z "$input" ] || printf '<<< %q' "$input"; echo; } >> "$CALLS"
`;

let folder: string;
let calls: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'blobscribe-github-'));
  calls = join(folder, 'calls.txt');
  await writeFile(calls, '');
  for (const program of ['gh', 'az']) {
    await writeFile(join(folder, program), STAND_IN);
    await chmod(join(folder, program), 0o755);
  }
});

afterEach(() => rm(folder, { recursive: true, force: true }));

function setUp(...args: string[]) {
  const env = { ...process.env, CALLS: calls, PATH: `${folder}${delimiter}${process.env.PATH}` };
  return new Promise<{ status: number; output: string; errors: string }>((resolve) => {
    execFile(process.execPath, [SCRIPT, ...args], { env }, (error, output, errors) =>
      resolve({ status: Number(error?.code ?? 0), output, errors }),
    );
  });
}

/** The commands among what was printed, as bash reads them. */
async function asBashReads(output: string): Promise<string> {
  const lines = output.split('\n').filter((line) => /^(gh|az) /.test(line));
  const script = join(folder, 'printed.sh');
  await writeFile(script, lines.join('\n'));
  const env = { ...process.env, CALLS: calls, PATH: `${folder}${delimiter}${process.env.PATH}` };
  await new Promise((resolve) =>
    execFile('bash', ['-c', `. ${script} < /dev/null`], { env }, resolve),
  );
  return readFile(calls, 'utf8');
}

describe('npm run setup:github', () => {
  it('prints with --dry-run what it would run, and runs none of it', async () => {
    const { status, output } = await setUp('--repo', 'acme/prompts', '--dry-run');

    expect(status).toBe(0);
    expect(output).toContain('gh variable set AZURE_CLIENT_ID --env staging');
    expect(await readFile(calls, 'utf8')).toBe('');
  });

  it('runs exactly what it prints', async () => {
    const { status, output } = await setUp('--repo', 'acme/prompts');

    expect(status).toBe(0);
    const ran = await readFile(calls, 'utf8');
    await writeFile(calls, '');
    expect(ran.split('\n').length).toBeGreaterThan(20);
    expect(await asBashReads(output)).toBe(ran);
  });

  it('says what it needs', async () => {
    const { status, errors } = await setUp();

    expect(status).toBe(2);
    expect(errors).toContain('--repo OWNER/NAME');
  });
});
