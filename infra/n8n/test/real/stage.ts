import { expect } from 'vitest';
import { until } from '../../../../test/support/until.ts';
import { alertWith, example } from '../examples.ts';
import { createN8n, type N8n } from './n8n.ts';
import { type Receivers, startReceivers } from './receivers.ts';

export const ALERTS_TOKEN = 'alerts-token-of-the-test-0123456789-abcdefgh';
export const TOKEN = 'deployments-token-of-the-test-0123456789-abc';
export const PATH = ALERTS_TOKEN.slice(0, 16);
export const ALERTS = `${PATH}/alerts?token=${ALERTS_TOKEN}`;
export const ERRORS = `${PATH}/pipeline-errors?token=${ALERTS_TOKEN}`;
export const WAIT_MS = 60_000;

export let n8n: N8n;
export let receivers: Receivers;
export let settings: Record<string, unknown>;
let count = 0;

/** Starts all of it; returns what the import said. */
export async function begin(): Promise<string> {
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
  const said = await n8n.put(settings);
  await n8n.start();
  return said;
}

export async function end(): Promise<void> {
  await n8n?.stop();
  await n8n?.remove();
  receivers?.close();
}

/** An event that was never told before. */
export function fresh(name: string, changed: Record<string, unknown> = {}) {
  count += 1;
  if (name.startsWith('deployment'))
    return { ...example(name), id: `event-${count}-of-it`, ...changed };
  return alertWith(name, { originAlertId: `alert-${count}`, ...changed });
}

export const deploy = (
  body: unknown,
  headers: Record<string, string> = { 'x-blobscribe-token': TOKEN },
) => n8n.post('blobscribe/deployments', body, headers);

/** The titles that each channel was told. */
function titles() {
  return {
    slack: receivers.slack.map(({ body }) => body.text),
    teams: receivers.teams.map(({ body }) => /"text":"(.*?)"/.exec(JSON.stringify(body))?.[1]),
    mail: receivers.mail.map(({ content }) => /^Subject: Blobscribe: (.*)/im.exec(content)?.[1]),
  };
}

/** Told of an event that goes to all channels, n8n has long told what came before. */
export async function titlesOnceAllIsTold() {
  const version = `mark-${count}`;
  const title = `Deployment of ${version} in staging failed`;
  expect((await deploy(fresh('deployment-failed', { version }))).status).toBe(200);
  await until('the mark', () => titles().mail.includes(title), WAIT_MS);
  const others = (list: readonly unknown[]) => list.filter((found) => found !== title);
  const { slack, teams, mail } = titles();
  return { slack: others(slack), teams: others(teams), mail: others(mail) };
}

export const NOBODY = { slack: [], teams: [], mail: [] };
export const chat = (title: string) => ({ slack: [title], teams: [title], mail: [] });
export const everybody = (title: string) => ({ slack: [title], teams: [title], mail: [title] });

/** How many executions n8n shows as failed. */
export function failed(): number {
  const query = "SELECT count(*) AS n FROM execution_entity WHERE status = 'error'";
  return n8n.database((database) => Number(database.prepare(query).get()?.n));
}
