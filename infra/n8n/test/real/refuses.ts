import { describe, expect, it } from 'vitest';
import {
  ALERTS,
  ALERTS_TOKEN,
  deploy,
  ERRORS,
  fresh,
  NOBODY,
  n8n,
  PATH,
  TOKEN,
  titlesOnceAllIsTold,
} from './stage.ts';

/** Who and what is refused, and that nobody is told. */
export function describeRefusals(): void {
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
      expect(
        (await n8n.post(`PATH/alerts?token=${ALERTS_TOKEN}`, fresh('alert-fired'))).status,
      ).toBe(404);
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
}
