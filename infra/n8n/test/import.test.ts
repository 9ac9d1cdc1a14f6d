import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const SOURCE = fileURLToPath(new URL('..', import.meta.url));
const TOKEN = 'secret-0123456789-0123456789-0123456789-01234';
const SETTINGS = {
  tokens: { alerts: TOKEN, deployments: TOKEN },
  slack: { token: 'xoxb-secret', channel: 'C1' },
};

/** Writes down how it is called, with the rights of what it is given; its version is a variable. */
const N8N = `#!/bin/sh
[ "$1" = --version ] && { echo "$N8N_VERSION"; exit; }
echo "$@" >> "$LOG"
for argument; do
  case $argument in --input=*) find "\${argument#--input=}" -type f -exec stat -c '  %a %n' {} + | sort >> "$LOG" ;; esac
done
[ "$1" != "$N8N_FAILS" ] || { echo 'the database is gone'; exit 1; }
`;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'blobscribe-import-'));
  // Alone, as it is in a container of n8n: without packages, and without our package.json.
  for (const part of ['src', 'workflows']) {
    await cp(join(SOURCE, part), join(folder, 'n8n', part), { recursive: true });
  }
  await writeFile(join(folder, 'command'), N8N, { mode: 0o755 });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };

async function importing(
  settings: unknown,
  variables: Record<string, string> = {},
  args: string[] = [],
) {
  const temporary = await mkdtemp(join(folder, 'tmp-'));
  const log = `${temporary}.log`;
  await writeFile(log, '');
  const { promise, resolve } = Promise.withResolvers<Ended>();
  const env = {
    PATH: process.env.PATH,
    TMPDIR: temporary,
    LOG: log,
    N8N_COMMAND: join(folder, 'command'),
    N8N_VERSION: '2.41.3',
    ...variables,
  };
  const child = execFile(
    process.execPath,
    [join(folder, 'n8n', 'src', 'import.ts'), ...args],
    { env },
    (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
  );
  child.stdin?.end(JSON.stringify(settings));
  const ended = await promise;
  const calls = (await readFile(log, 'utf8')).replaceAll(/[^\s=]*\/blobscribe-n8n-\w+/g, 'TMP');
  return { ...ended, calls, left: await readdir(temporary) };
}

describe('the import', () => {
  it.each([
    [
      '1.123.81',
      ['blobscribeAlerts', 'blobscribeDeploy', 'blobscribeErrors'].map(
        (id) => `update:workflow --id=${id} --active=true`,
      ),
    ],
    [
      '2.41.3',
      ['blobscribeAlerts', 'blobscribeDeploy', 'blobscribeErrors'].map(
        (id) => `publish:workflow --id=${id}`,
      ),
    ],
  ])(
    'calls n8n %s, with files that nobody else can read and no secret among the words',
    async (version, publishing) => {
      const { code, stdout, calls } = await importing(SETTINGS, { N8N_VERSION: version });

      expect([code, stdout]).toEqual([0, '3 workflows are in n8n; they tell slack\n']);
      expect(calls.trim().split('\n')).toEqual([
        'import:credentials --input=TMP/credentials.json',
        '  600 TMP/credentials.json',
        'import:workflow --separate --input=TMP/workflows',
        '  600 TMP/workflows/alerts.json',
        '  600 TMP/workflows/deployments.json',
        '  600 TMP/workflows/pipeline-errors.json',
        ...publishing,
      ]);
    },
  );

  it('leaves no file behind, also where n8n fails, and says what n8n said', async () => {
    const { code, stderr, left } = await importing(SETTINGS, { N8N_FAILS: 'import:workflow' });

    expect([code, left]).toEqual([1, []]);
    expect(stderr).toContain('import:workflow failed:\nthe database is gone');
    expect(stderr).not.toContain('secret');
    expect((await importing(SETTINGS)).left).toEqual([]);
  });

  it('calls nothing where the settings are wrong', async () => {
    const { code, stderr, calls } = await importing({ tokens: {} });

    expect([code, stderr, calls]).toEqual([
      1,
      expect.stringContaining('tokens.alerts is missing\ntokens.deployments is missing'),
      '',
    ]);
  });

  it('says which command is missing', async () => {
    const { code, stderr } = await importing(SETTINGS, { N8N_COMMAND: '/no/n8n' });

    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining("/no/n8n is no command: N8N_COMMAND names n8n's"),
    ]);
  });

  it('says how it is used', async () => {
    const { code, stdout } = await importing({}, {}, ['--help']);

    expect([code, stdout]).toEqual([0, expect.stringMatching(/--settings FILE[\s\S]*N8N_COMMAND/)]);
  });
});
