import { describe, expect, it } from 'vitest';
import { until } from '../../../../test/support/until.ts';
import type { Receivers } from './receivers.ts';
import {
  ALERTS,
  deploy,
  failed,
  fresh,
  n8n,
  receivers,
  titlesOnceAllIsTold,
  WAIT_MS,
} from './stage.ts';

/** What is told again, or cannot be told. */
export function describeKeepingGoing(): void {
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
}
