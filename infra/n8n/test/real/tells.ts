import { describe, expect, it } from 'vitest';
import { until } from '../../../../test/support/until.ts';
import { examplesOf } from '../examples.ts';
import {
  ALERTS,
  ALERTS_TOKEN,
  chat,
  deploy,
  ERRORS,
  everybody,
  fresh,
  n8n,
  receivers,
  TOKEN,
  titlesOnceAllIsTold,
  WAIT_MS,
} from './stage.ts';

/** What each channel is told of each event. */
export function describeTelling(): void {
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
        expect(/What to do/.test(receivers.mail[0]?.content ?? '')).toBe(
          !name.includes('resolved'),
        );
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
}
