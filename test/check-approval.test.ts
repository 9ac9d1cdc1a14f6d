import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const SCRIPT = fileURLToPath(new URL('../scripts/src/check-approval.ts', import.meta.url));
const COMMIT = '0123456789abcdef0123456789abcdef01234567';

let github: Server;
let answer: { status: number; body: unknown };
let asked: { url?: string | undefined; authorization?: string | undefined };

beforeAll(async () => {
  github = createServer((request, response) => {
    asked = { url: request.url, authorization: request.headers.authorization };
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => github.listen(0, '127.0.0.1', resolve));
});

afterAll(() => github.close());

function check(approved = ''): Promise<{ status: number; output: string }> {
  const { port } = github.address() as AddressInfo;
  const env = {
    ...process.env,
    GITHUB_API_URL: `http://127.0.0.1:${port}`,
    GITHUB_REPOSITORY: 'acme/prompts',
    GITHUB_SHA: COMMIT,
    GH_TOKEN: 'a-token',
    APPROVED_COMMIT: approved,
  };
  return new Promise((resolve) => {
    execFile(process.execPath, [SCRIPT, 'production'], { env }, (error, output) =>
      resolve({ status: Number(error?.code ?? 0), output }),
    );
  });
}

describe('before production', () => {
  it('GitHub is asked who has to approve, and the workflow goes on', async () => {
    const rule = { type: 'required_reviewers', reviewers: [{ type: 'User' }] };
    answer = { status: 200, body: { can_admins_bypass: false, protection_rules: [rule] } };

    const { status, output } = await check();

    expect(status).toBe(0);
    expect(output).toContain('reviewers are asked');
    expect(asked).toEqual({
      url: '/repos/acme/prompts/environments/production',
      authorization: 'Bearer a-token',
    });
  });

  it.each([
    ['nobody has to approve', 200, { protection_rules: [] }],
    ['there is no such environment', 404, { message: 'Not Found' }],
    ['GitHub refuses to say', 403, { message: 'Resource not accessible by integration' }],
  ])('the workflow stops where %s', async (_, status, body) => {
    answer = { status, body };

    expect((await check()).status).toBe(1);
  });

  it('a commit that a person typed takes the place of reviewers', async () => {
    answer = { status: 200, body: { protection_rules: [] } };

    expect((await check(COMMIT)).status).toBe(0);
  });
});
