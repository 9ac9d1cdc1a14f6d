import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../../../../test/support/until.ts';
import { alertWith, example, examplesOf } from '../examples.ts';
import { createN8n, type N8n } from './n8n.ts';
import { type Receivers, startReceivers } from './receivers.ts';

const ALERTS_TOKEN = 'alerts-token-of-the-test-0123456789-abcdefgh';
const TOKEN = 'deployments-token-of-the-test-0123456789-abc';
const PATH = ALERTS_TOKEN.slice(0, 16);
const ALERTS = `${PATH}/alerts?token=${ALERTS_TOKEN}`;
const ERRORS = `${PATH}/pipeline-errors?token=${ALERTS_TOKEN}`;
const HOSTILE = '<!channel> <b onclick="x">hi</b> [here](https://evil.example) *bold*';
const WAIT_MS = 60_000;

let n8n: N8n;
let receivers: Receivers;
let settings: Record<string, unknown>;
let count = 0;

beforeAll(async () => {
  receivers = await startReceivers();
  const { slack, teams, mail } = receivers.ports;
  settings = {
    tokens: { alerts: ALERTS_TOKEN, deployments: TOKEN },
    docs: 'https://docs.example',
    slack: {
      token: 'xoxb-test',
      channel: 'C0TEST',
      url: `http://127.0.0.1:${slack}/api/chat.postMessage`,
    },
    teams: {
      url: `http://127.0.0.1:${teams}/workflows/1?api-version=1&sp=%2Frun&sig=a%2Bb%3D&sv=1.0`,
    },
    mail: {
      from: 'blobscribe@example.org',
      to: 'people@example.org',
      host: '127.0.0.1',
      port: mail,
      user: 'blobscribe',
      password: 'mail-password',
    },
  };
  n8n = await createN8n();
  expect(await n8n.put(settings)).toContain('3 workflows are in n8n; they tell slack, teams, mail');
  await n8n.start();
});

afterAll(async () => {
  await n8n?.stop();
  await n8n?.remove();
  receivers?.close();
});

beforeEach(() => receivers.forget());

/** An event that was never told before. */
function fresh(name: string, changed: Record<string, unknown> = {}) {
  count += 1;
  if (name.startsWith('deployment'))
    return { ...example(name), id: `event-${count}-of-it`, ...changed };
  return alertWith(name, { originAlertId: `alert-${count}`, ...changed });
}

const deploy = (body: unknown, headers: Record<string, string> = { 'x-blobscribe-token': TOKEN }) =>
  n8n.post('blobscribe/deployments', body, headers);

/** The titles that each channel was told. */
function titles() {
  return {
    slack: receivers.slack.map(({ body }) => body.text),
    teams: receivers.teams.map(({ body }) => /"text":"(.*?)"/.exec(JSON.stringify(body))?.[1]),
    mail: receivers.mail.map(({ content }) => /^Subject: Blobscribe: (.*)/im.exec(content)?.[1]),
  };
}

/** Told of an event that goes to all channels, n8n has long told what came before. */
async function titlesOnceAllIsTold() {
  const version = `mark-${count}`;
  const title = `Deployment of ${version} in staging failed`;
  expect((await deploy(fresh('deployment-failed', { version }))).status).toBe(200);
  await until('the mark', () => titles().mail.includes(title), WAIT_MS);
  const others = (list: readonly unknown[]) => list.filter((found) => found !== title);
  const { slack, teams, mail } = titles();
  return { slack: others(slack), teams: others(teams), mail: others(mail) };
}

const NOBODY = { slack: [], teams: [], mail: [] };
const chat = (title: string) => ({ slack: [title], teams: [title], mail: [] });
const everybody = (title: string) => ({ slack: [title], teams: [title], mail: [title] });

describe('people are told', () => {
  it.each([
    ['started', chat('Deployment of 4f2a9c1d7b3e in staging started')],
    [
      'awaiting-approval',
      everybody('Deployment of 4f2a9c1d7b3e in production waits for an approval'),
    ],
    ['succeeded', chat('Deployment of 4f2a9c1d7b3e in production succeeded')],
    ['failed', everybody('Deployment of 4f2a9c1d7b3e in staging failed')],
    ['rolled-back', everybody('Rolled back to 4f2a9c1d7b3e in production')],
  ])('of a deployment: %s', async (event, expected) => {
    const response = await deploy(fresh(`deployment-${event}`));

    expect([response.status, await response.json()]).toEqual([200, { status: 'accepted' }]);
    expect(await titlesOnceAllIsTold()).toEqual(expected);
  });

  const rule = (name: string) => `alert-blobscribe-production-${name}`;
  it.each([
    ['alert-fired', everybody(`Sev1: ${rule('ghost-executions')}`)],
    ['alert-resolved', everybody(`Resolved: ${rule('ghost-executions')}`)],
    ['alert-fired-mild', chat(`Sev3: ${rule('api-latency')}`)],
  ])('of an alert: %s', async (name, expected) => {
    expect((await n8n.post(ALERTS, fresh(name))).status).toBe(200);
    expect(await titlesOnceAllIsTold()).toEqual(expected);
  });

  it.each(examplesOf('pipeline-error').map(([name]) => name))(
    'of a %s, and what to do',
    async (name) => {
      expect((await n8n.post(ERRORS, fresh(name))).status).toBe(200);

      const { slack, teams, mail } = await titlesOnceAllIsTold();
      expect([slack.length, teams, mail]).toEqual([1, slack, slack]);
      expect(JSON.stringify(receivers.slack[0]?.body)).toContain(
        'https://docs.example/operations.md#',
      );
      expect(/What to do/.test(receivers.mail[0]?.content ?? '')).toBe(!name.includes('resolved'));
    },
  );

  it('with the credentials of each channel, and nothing of them elsewhere', async () => {
    await deploy(fresh('deployment-failed'));
    await until('mail', () => receivers.mail.length === 1, WAIT_MS);

    const [call] = receivers.slack;
    expect([call?.url, call?.authorization, call?.body.channel]).toEqual([
      '/api/chat.postMessage',
      'Bearer xoxb-test',
      'C0TEST',
    ]);
    const query = new URL(receivers.teams[0]?.url ?? '', 'http://teams').searchParams;
    expect(Object.fromEntries(query)).toEqual({
      'api-version': '1',
      sp: '/run',
      sv: '1.0',
      sig: 'a+b=',
    });
    const [{ login, from, to } = { login: '', from: '', to: '' }] = receivers.mail;
    expect(login).toBe('\0blobscribe\0mail-password');
    expect([from, to].join()).toMatch(/blobscribe@example.org.*people@example.org/);
    const stored = n8n.database((database) =>
      JSON.stringify(database.prepare('SELECT * FROM workflow_entity').all()),
    );
    for (const secret of ['xoxb-test', 'mail-password', 'a+b', 'a%2Bb', TOKEN, ALERTS_TOKEN]) {
      expect(stored).not.toContain(secret);
    }
  });
});

describe('who is not known', () => {
  it.each([{}, { 'x-blobscribe-token': 'wrong' }, { 'x-blobscribe-token': ALERTS_TOKEN }])(
    'is refused as a caller of deployments: %o',
    async (headers) => {
      expect((await deploy(fresh('deployment-failed'), headers)).status).toBe(403);
      expect(await titlesOnceAllIsTold()).toEqual(NOBODY);
    },
  );

  it.each([
    '',
    '?token=',
    '?token=wrong',
    `?token=${TOKEN}`,
    `?token=${ALERTS_TOKEN}&token=x`,
    `?token[]=${ALERTS_TOKEN}x`,
  ])('is refused as an action group: %s', async (query) => {
    expect((await n8n.post(`${PATH}/alerts${query}`, fresh('alert-fired'))).status).toBe(403);
    expect(
      (await n8n.post(`${PATH}/pipeline-errors${query}`, fresh('pipeline-error-dead-letters')))
        .status,
    ).toBe(403);
    expect(await titlesOnceAllIsTold()).toEqual(NOBODY);
  });

  it('finds nothing at the path as the files have it', async () => {
    expect((await n8n.post(`PATH/alerts?token=${ALERTS_TOKEN}`, fresh('alert-fired'))).status).toBe(
      404,
    );
  });
});

describe('what does not fit', () => {
  it('is refused with what is wrong, and nobody is told', async () => {
    const answers = [
      await deploy(fresh('deployment-failed', { commit: 'HEAD' })),
      await deploy([]),
      await n8n.post(ALERTS, fresh('alert-fired', { severity: 'Sev9' })),
      await n8n.post(ERRORS, fresh('alert-fired')),
    ];

    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400]);
    expect(await Promise.all(answers.map((answer) => answer.json()))).toEqual([
      { error: 'commit does not fit' },
      { error: expect.any(String) },
      { error: 'severity does not fit' },
      { error: 'alertRule is none of the pipeline' },
    ]);
    expect(await titlesOnceAllIsTold()).toEqual(NOBODY);
  });

  it('is refused by n8n itself where it is no JSON', async () => {
    const { status } = await deploy('{"id":');

    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(await titlesOnceAllIsTold()).toEqual(NOBODY);
  });

  it('is not for the workflow of alerts: what the other tells', async () => {
    expect((await n8n.post(ALERTS, fresh('pipeline-error-dead-letters'))).status).toBe(200);
    expect(await titlesOnceAllIsTold()).toEqual(NOBODY);
  });
});

describe('the same event', () => {
  it('is told once, and accepted each time', async () => {
    const event = fresh('deployment-started');
    const alert = fresh('alert-fired-mild');

    const words = [];
    for (let time = 0; time < 3; time += 1) {
      for (const answer of [await deploy(event), await n8n.post(ALERTS, alert)]) {
        expect(answer.status).toBe(200);
        words.push(((await answer.json()) as { status: string }).status);
      }
    }
    expect(words).toEqual([...Array(2).fill('accepted'), ...Array(4).fill('told before')]);

    const { slack } = await titlesOnceAllIsTold();
    expect(slack.sort()).toEqual([
      'Deployment of 4f2a9c1d7b3e in staging started',
      'Sev3: alert-blobscribe-production-api-latency',
    ]);
  });
});

describe('a channel that is down', () => {
  const failed = () =>
    n8n.database((database) =>
      Number(
        database.prepare("SELECT count(*) AS n FROM execution_entity WHERE status = 'error'").get()
          ?.n,
      ),
    );

  it.each([
    ['answers 500', (response) => response.writeHead(500).end('{}')],
    ['hangs up', (response) => response.destroy()],
    [
      'says that it took nothing',
      (response) => response.end('{"ok":false,"error":"invalid_auth"}'),
    ],
  ] as [string, Parameters<Receivers['slackAnswers']>[0]][])(
    'keeps none of the others from being told, and is seen in the executions: it %s',
    async (_, answer) => {
      const before = failed();
      receivers.slackAnswers(answer);

      expect((await deploy(fresh('deployment-failed'))).status).toBe(200);

      await until(
        'the others are told',
        () => receivers.mail.length === 1 && receivers.teams.length === 1,
        WAIT_MS,
      );
      await until('the execution has failed', () => failed() === before + 1, WAIT_MS);
    },
  );

  it('that keeps n8n waiting does not keep the caller waiting', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    receivers.slackAnswers((response) => void released.then(() => response.end('{"ok":true}')));

    const { status } = await deploy(fresh('deployment-failed'));

    // Nobody was told yet when the answer came.
    expect([status, receivers.teams.length, receivers.mail.length]).toEqual([200, 0, 0]);
    release();
    await until('all are told', () => receivers.mail.length === 1, WAIT_MS);
  });
});

it('a hostile text arrives as it is, and does nothing', async () => {
  await deploy(fresh('deployment-failed', { version: HOSTILE.slice(0, 64), actor: HOSTILE }));
  await until('mail', () => receivers.mail.length === 1, WAIT_MS);

  const slack = receivers.slack[0]?.body ?? {};
  expect(slack.text).not.toMatch(/<|>/);
  expect(JSON.stringify(slack.blocks)).not.toMatch(/mrkdwn|"user"|"broadcast"/);
  expect(JSON.stringify(slack.blocks)).toContain(JSON.stringify(HOSTILE));
  expect(JSON.stringify(receivers.teams[0]?.body)).not.toContain('"TextBlock"');
  const [, html = ''] = receivers.mail[0]?.content.split('Content-Type: text/html') ?? [];
  expect(html).toContain('&lt;b onclick=');
  expect(html).not.toContain('<b onclick');
});

it('what was told is forgotten when n8n can remember no more, and all goes on', async () => {
  const where = "workflowId = 'blobscribeDeploy'";
  const remembered = () =>
    n8n.database((database) => {
      const row = database.prepare(`SELECT value FROM processed_data WHERE ${where}`).get();
      return row ? (JSON.parse(String(row.value)) as { data: string[] }).data : [];
    });
  await titlesOnceAllIsTold();
  const full = JSON.stringify({
    mode: 'entries',
    data: [...Array(2000 - remembered().length)]
      .map((_, index) => `full-${index}`)
      .concat(remembered()),
  });
  n8n.database((database) =>
    database.prepare(`UPDATE processed_data SET value = ? WHERE ${where}`).run(full),
  );
  receivers.forget();

  await titlesOnceAllIsTold();

  expect(remembered()).toEqual([]);
  // And it begins to remember anew.
  await titlesOnceAllIsTold();
  expect(remembered()).toHaveLength(1);
});

it('a channel that is taken out of the settings is told no more', async () => {
  const { teams, ...others } = settings;
  await n8n.stop();

  expect(await n8n.put(others)).toContain('they tell slack, mail');
  await n8n.start();
  await deploy(fresh('deployment-failed'));

  const told = await titlesOnceAllIsTold();
  expect([told.slack.length, told.teams.length, told.mail.length]).toEqual([1, 0, 1]);
  expect(receivers.teams).toEqual([]);
}, 600_000);
