import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hashApiKey } from '../core/src/api-key.ts';
import type { Subscription } from './support/az.ts';
import { dataFolder, startTestStack, type TestStack } from './support/stack.ts';

const AZ = fileURLToPath(new URL('./support/az.ts', import.meta.url));
const SCRIPTS = fileURLToPath(new URL('../scripts/', import.meta.url));
const DIGEST = `sha256:${'a'.repeat(64)}`;

let folder: string;
let file: string;
/** The arguments of each `node` that the scripts start. */
let nodeCalls: string;
let data: Awaited<ReturnType<typeof dataFolder>>;
let stack: TestStack;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'blobscribe-az-'));
  file = join(folder, 'subscription.json');
  const az = join(folder, 'az');
  await writeFile(az, `#!/bin/sh\nexec "${process.execPath}" "${AZ}" "$@"\n`);
  nodeCalls = join(folder, 'node.txt');
  const node = join(folder, 'node');
  const told = `echo "$@" >> "${nodeCalls}"`;
  await writeFile(node, `#!/bin/sh\n${told}\nexec "${process.execPath}" "$@"\n`);
  for (const command of [az, node]) await chmod(command, 0o755);
  data = await dataFolder();
  stack = await startTestStack(data.path);
});

afterAll(async () => {
  await stack.stop();
  await data.remove();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(() =>
  write({ calls: [], groups: [], secrets: {}, images: {}, webhooks: [], outputs: outputs() }),
);

function outputs() {
  return {
    KEY_VAULT_NAME: 'kv-blobscribe',
    REGISTRY_NAME: 'crblobscribe',
    AZURE_CONTAINER_REGISTRY_ENDPOINT: 'crblobscribe.azurecr.io',
    API_URL: stack.api,
  };
}

const write = (subscription: Subscription) => writeFile(file, JSON.stringify(subscription));
const read = async () => JSON.parse(await readFile(file, 'utf8')) as Subscription;
/** The calls that change something, each as the words before its options. */
const changes = async () =>
  (await read()).calls
    .map((call) =>
      call
        .slice(
          0,
          call.findIndex((word) => word.startsWith('--')),
        )
        .join(' '),
    )
    .filter((call) => / (create|set|build|delete|purge)/.test(call));

type Ended = { readonly status: number; readonly stdout: string; readonly stderr: string };

function script(name: string, ...args: string[]): Promise<Ended> {
  const { promise, resolve } = Promise.withResolvers<Ended>();
  const env = {
    ...process.env,
    PATH: `${folder}${delimiter}${process.env.PATH}`,
    AZ_SUBSCRIPTION: file,
    ROLE_WAIT_SECONDS: '0',
    N8N_URL: 'https://n8n.test/webhook',
  };
  execFile(join(SCRIPTS, name), args, { env }, (error, stdout, stderr) =>
    resolve({ status: Number(error?.code ?? 0), stdout, stderr }),
  );
  return promise;
}

describe('deploy.sh', () => {
  it('goes from an empty subscription to a prompt', async () => {
    const { status, stdout, stderr } = await script('deploy.sh', 'staging');

    expect(stderr).toContain('it works');
    expect(stdout).toMatch(/from stored to read +\d+ ms[\s\S]*A landscape-format photograph/);
    expect(status).toBe(0);
    expect(await changes()).toEqual([
      'deployment sub create',
      ...Array(6).fill('keyvault secret set'),
      ...Array(2).fill('acr build'),
      'deployment sub create',
    ]);
    const { secrets, images } = await read();
    const key = secrets['smoke-key'] ?? '';
    expect(secrets['api-keys']).toContain(hashApiKey(key));
    expect(secrets['n8n-token']).toMatch(/^[\w-]{43}$/);
    expect(secrets['n8n-deployments-token']).toMatch(/^[\w-]{43}$/);
    expect(images['api-blobscribe-staging']).toBe(`crblobscribe.azurecr.io/api@${DIGEST}`);
    for (const secret of Object.values(secrets)) expect(stdout + stderr).not.toContain(secret);
    const words = (await read()).calls.flat().join(' ') + (await readFile(nodeCalls, 'utf8'));
    for (const secret of Object.values(secrets)) expect(words).not.toContain(secret);
  });

  it('run again leaves secrets alone, and never takes an image away', async () => {
    await script('deploy.sh', 'staging');
    const before = await read();

    const { status } = await script('deploy.sh', 'staging');

    const after = await read();
    expect(status).toBe(0);
    expect(after.secrets).toEqual(before.secrets);
    expect(after.images).toEqual(before.images);
  });

  it('tells n8n with the token, in the very first run too, once the vault has one', async () => {
    const { status } = await script('deploy.sh', 'staging');

    const { secrets, webhooks } = await read();
    const { 'n8n-token': token = '' } = secrets;
    expect(status).toBe(0);
    expect(webhooks).toEqual([
      '',
      `https://n8n.test/webhook/${token.slice(0, 16)}/alerts?token=${token}`,
    ]);
  });

  it('only says what would change, with --what-if', async () => {
    const { status } = await script('deploy.sh', 'staging', '--what-if');

    expect(status).toBe(0);
    expect(await changes()).toEqual([]);
    expect((await read()).calls.at(-1)?.slice(0, 3)).toEqual(['deployment', 'sub', 'what-if']);
  });

  it.each(['', 'stagin', '--force'])(
    'says what it takes when called with "%s"',
    async (argument) => {
      const { status, stderr } = await script('deploy.sh', ...(argument ? [argument] : []));

      expect(status).toBe(2);
      expect(stderr).toContain('scripts/deploy.sh staging|production');
      expect(await changes()).toEqual([]);
    },
  );
});

describe('teardown.sh', () => {
  it('deletes nothing without a word from somebody', async () => {
    await script('deploy.sh', 'staging');
    const { groups } = await read();

    const { status, stderr } = await script('teardown.sh', 'staging');

    expect(status).toBe(2);
    expect(stderr).toContain('--yes');
    expect((await read()).groups).toEqual(groups);
  });

  it('takes an environment away, and frees its names', async () => {
    await script('deploy.sh', 'staging');

    const { status } = await script('teardown.sh', 'staging', '--yes');

    expect(status).toBe(0);
    expect((await read()).groups).toEqual([]);
    expect(await changes()).toEqual(
      expect.arrayContaining(['keyvault purge', 'cognitiveservices account purge']),
    );
  });

  it('says so when there is nothing', async () => {
    const { status, stderr } = await script('teardown.sh', 'production', '--yes');

    expect(status).toBe(1);
    expect(stderr).toContain('There is no resource group rg-blobscribe-production');
  });
});
