import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const SCRIPTS = fileURLToPath(new URL('../scripts/workflow/', import.meta.url));
const DIGEST = `sha256:${'a'.repeat(64)}`;
const SOURCE =
  '/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerRegistry/registries/crstaging';

/** Notes each call; of az it answers what the scripts ask. */
const STAND_IN = `#!/bin/bash
echo "$(basename "$0") $*" >> "$CALLS"
case "$(basename "$0") $*" in
  "az keyvault secret show"*) echo a-secret ;;
  "az acr repository show"*) echo "$ARRIVES_AS" ;;
  "az bicep build-params"*) : ;;
  "gh attestation verify"*) exit "\${NOT_ATTESTED:-0}" ;;
esac
`;

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'blobscribe-workflow-'));
  await writeFile(join(folder, 'calls.txt'), '');
  for (const program of ['gh', 'az']) {
    await writeFile(join(folder, program), STAND_IN);
    await chmod(join(folder, program), 0o755);
  }
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const VARIABLES = {
  ENVIRONMENT: 'production',
  AZURE_CLIENT_ID: 'client',
  AZURE_TENANT_ID: 'tenant',
  AZURE_SUBSCRIPTION_ID: 'subscription',
  AZURE_RESOURCE_GROUP: 'rg-blobscribe-production',
  REGISTRY_NAME: 'crproduction',
  REGISTRY_SERVER: 'crproduction.azurecr.io',
  KEY_VAULT_NAME: 'kv',
  API_URL: 'https://api.example.org',
  API_IMAGE: `crproduction.azurecr.io/api@${DIGEST}`,
  JOB_IMAGE: `crproduction.azurecr.io/job@${DIGEST}`,
  PROMOTE_FROM: SOURCE,
  API_DIGEST: DIGEST,
  JOB_DIGEST: DIGEST,
  VERSION: 'c0ffee',
  ATTESTED: 'true',
  ARRIVES_AS: DIGEST,
  GITHUB_REPOSITORY: 'acme/prompts',
  GITHUB_ACTIONS: 'true',
};

function script(name: string, args: string[] = [], variables: Record<string, string> = {}) {
  const env = {
    ...VARIABLES,
    CALLS: join(folder, 'calls.txt'),
    PATH: [folder, process.env.PATH].join(delimiter),
    ...variables,
  };
  return new Promise<{ status: number; output: string }>((resolve) => {
    execFile(join(SCRIPTS, name), args, { env }, (error, output, errors) =>
      resolve({ status: Number(error?.code ?? 0), output: output + errors }),
    );
  });
}

const calls = async () => (await readFile(join(folder, 'calls.txt'), 'utf8')).split('\n');

describe('a workflow', () => {
  it('stops, saying what to run, where an environment was never made', async () => {
    const { status, output } = await script('environment.sh', [], { KEY_VAULT_NAME: '' });

    expect(status).toBe(1);
    expect(output).toMatch(/production has no KEY_VAULT_NAME.*scripts\/deploy\.sh production/);
  });

  it('goes on where it was', async () => {
    expect((await script('environment.sh')).status).toBe(0);
  });

  it('takes the images of the environment before by their digests, verified', async () => {
    expect((await script('take-images.sh')).status).toBe(0);

    const all = await calls();
    for (const image of ['api', 'job']) {
      expect(all).toContain(
        `gh attestation verify oci://crstaging.azurecr.io/${image}@${DIGEST} --repo acme/prompts`,
      );
      expect(all).toContain(
        `az acr import --name crproduction --registry ${SOURCE} --source ${image}@${DIGEST} --image ${image}:c0ffee --force`,
      );
    }
  });

  it('takes none that was not built by this repository', async () => {
    expect((await script('take-images.sh', [], { NOT_ATTESTED: '1' })).status).toBe(1);

    expect((await calls()).some((call) => call.startsWith('az acr import'))).toBe(false);
  });

  it('says loudly where nothing can be verified, and compares digests all the same', async () => {
    const { status, output } = await script('take-images.sh', [], { ATTESTED: 'false' });
    const other = await script('take-images.sh', [], { ATTESTED: 'false', ARRIVES_AS: 'sha256:0' });

    expect(status).toBe(0);
    expect(output).toContain('::warning::');
    expect(other.status).toBe(1);
    expect(other.output).toContain('not as sha256:aaa');
  });

  it('deploys the workload alone, into its group', async () => {
    expect((await script('deploy.sh')).status).toBe(0);

    expect((await calls()).find((call) => call.startsWith('az deployment'))).toMatch(
      /^az deployment group create --name blobscribe-production --resource-group rg-blobscribe-production --template-file infra\/bicep\/workload\.bicep --parameters @/,
    );
  });

  it.each([
    ['no image', { API_IMAGE: '' }],
    ['an image by its tag', { JOB_IMAGE: 'crproduction.azurecr.io/job:latest' }],
    ['an image of another registry', { JOB_IMAGE: `docker.io/job@${DIGEST}` }],
  ])('deploys nothing with %s', async (_, variables) => {
    expect((await script('deploy.sh', [], variables)).status).not.toBe(0);

    expect((await calls()).some((call) => call.startsWith('az deployment'))).toBe(false);
  });

  it('hides a secret from its log before anything can print it', async () => {
    const { output } = await script('secret.sh', ['smoke-key']);

    expect(output).toContain('::add-mask::a-secret');
  });

  it('is not held up by n8n', async () => {
    const gone = await script('notify.sh', ['started'], {
      N8N_DEPLOYMENTS_URL: 'http://127.0.0.1:1/webhook',
    });
    const none = await script('notify.sh', ['started']);

    expect(gone).toMatchObject({ status: 0, output: expect.stringContaining('::warning::') });
    expect(none).toMatchObject({ status: 0, output: expect.stringContaining('is not set') });
  });
});
