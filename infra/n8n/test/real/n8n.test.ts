import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { until } from '../../../../test/support/until.ts';
import { describeKeepingGoing } from './keeps-going.ts';
import { describeRefusals } from './refuses.ts';
import {
  begin,
  deploy,
  end,
  failed,
  fresh,
  n8n,
  receivers,
  settings,
  titlesOnceAllIsTold,
  WAIT_MS,
} from './stage.ts';
import { describeTelling } from './tells.ts';

const HOSTILE = '<!channel> <b onclick="x">hi</b> [here](https://evil.example) *bold*';

beforeAll(async () => {
  expect(await begin()).toContain('3 workflows are in n8n; they tell slack, teams, mail');
});
afterAll(end);
beforeEach(() => receivers.forget());

describeTelling();
describeRefusals();
describeKeepingGoing();

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
  const before = failed();

  expect(await n8n.put(others)).toContain('they tell slack, mail');
  await n8n.start();
  await deploy(fresh('deployment-failed'));

  const told = await titlesOnceAllIsTold();
  expect([told.slack.length, told.teams.length, told.mail.length]).toEqual([1, 0, 1]);
  expect(receivers.teams).toEqual([]);
  // Nor was it tried.
  expect(failed()).toBe(before);
}, 600_000);
