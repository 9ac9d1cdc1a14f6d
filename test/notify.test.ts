import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const COMMAND = fileURLToPath(new URL('../scripts/src/blobscribe.ts', import.meta.url));
const SCHEMA = new URL('../infra/n8n/schemas/deployment-event.schema.json', import.meta.url);
const COMMIT = '0123456789abcdef0123456789abcdef01234567';
const DIGEST = `sha256:${'a'.repeat(64)}`;

type Told = { readonly token: string | undefined; readonly body: unknown };

let n8n: Server;
let told: Told[];
let status: number;

beforeAll(async () => {
  n8n = createServer(async (request, response) => {
    const token = request.headers['x-blobscribe-token']?.toString();
    told.push({ token, body: JSON.parse(await text(request)) });
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => n8n.listen(0, '127.0.0.1', resolve));
});

beforeEach(() => {
  told = [];
  status = 200;
});

afterAll(() => n8n.close());

function notify(args: string[], variables: Record<string, string> = {}) {
  const { port } = n8n.address() as AddressInfo;
  const env = {
    PATH: process.env.PATH,
    ENVIRONMENT: 'production',
    VERSION: COMMIT,
    API_DIGEST: DIGEST,
    JOB_DIGEST: DIGEST,
    API_URL: 'https://api.example.org',
    GITHUB_SHA: COMMIT,
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: 'acme/prompts',
    GITHUB_RUN_ID: '4711',
    GITHUB_RUN_ATTEMPT: '2',
    GITHUB_ACTOR: 'octocat',
    N8N_DEPLOYMENTS_URL: `http://127.0.0.1:${port}/webhook/deployments`,
    N8N_TOKEN: 'a-token',
    ...variables,
  };
  return new Promise<{ status: number; errors: string }>((resolve) => {
    execFile(process.execPath, [COMMAND, 'notify', ...args], { env }, (error, _, errors) =>
      resolve({ status: Number(error?.code ?? 0), errors }),
    );
  });
}

const ajv = addFormats.default(new Ajv2020());
const isEvent = ajv.compile(JSON.parse(await readFile(SCHEMA, 'utf8')));

describe('n8n is told of a deployment', () => {
  it.each(['started', 'awaiting-approval', 'succeeded', 'failed', 'rolled-back'])(
    'that %s, as the schema says, with its token',
    async (event) => {
      expect((await notify(['--event', event])).status).toBe(0);

      const [first] = told;
      expect(first?.token).toBe('a-token');
      expect(isEvent(first?.body), JSON.stringify(isEvent.errors)).toBe(true);
      expect(first?.body).toMatchObject({
        event,
        environment: 'production',
        commit: COMMIT,
        images: { api: DIGEST, job: DIGEST },
        runUrl: 'https://github.com/acme/prompts/actions/runs/4711',
      });
    },
  );

  it('by the same id when it is told again, by another in the next attempt', async () => {
    await notify(['--event', 'failed']);
    await notify(['--event', 'failed']);
    await notify(['--event', 'failed'], { GITHUB_RUN_ATTEMPT: '3' });

    const ids = told.map(({ body }) => (body as { id: string }).id);
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  it('without images where there are none yet', async () => {
    await notify(['--event', 'awaiting-approval'], { API_DIGEST: '', JOB_DIGEST: '' });

    expect(told[0]?.body).not.toHaveProperty('images');
    expect(isEvent(told[0]?.body)).toBe(true);
  });

  it('and its refusal is said, without the token', async () => {
    status = 403;

    const { status: exit, errors } = await notify(['--event', 'started']);

    expect(exit).toBe(1);
    expect(errors).toContain('answered 403');
    expect(errors).not.toContain('a-token');
  });

  it('and a wrong call is one', async () => {
    expect((await notify(['--event', 'exploded'])).status).toBe(2);
    expect((await notify(['--event', 'started'], { N8N_TOKEN: '' })).status).toBe(2);
  });
});
