import { describe, expect, it } from 'vitest';
import { isOfPipeline } from '../../n8n/src/pipeline-errors.ts';
import { withCompiler } from './support/compiler.ts';
import { ENVIRONMENTS, evaluate, snapshotOf } from './support/environments.ts';
import { allOf, valuesAt } from './support/resources.ts';

const TOLD = '-pipeline-errors';

describe.for(ENVIRONMENTS)('in %s', async (name) => {
  const snapshot = await snapshotOf(name);
  const alerts = [
    ...allOf(snapshot, 'Microsoft.Insights/metricAlerts'),
    ...allOf(snapshot, 'Microsoft.Insights/scheduledQueryRules'),
  ];
  const groupsOf = (alert: unknown) => [
    ...valuesAt(alert, 'properties.actions[].actionGroupId'),
    ...valuesAt(alert, 'properties.actions.actionGroups[]'),
  ];

  it.for(alerts)('the alert $name is told to people', (alert) => {
    expect(groupsOf(alert).filter((group) => !String(group).endsWith(TOLD))).toHaveLength(1);
  });

  it('n8n is told what to do of those alerts that it has words for, and of no other', () => {
    const told = alerts.filter((alert) => groupsOf(alert).some((id) => String(id).endsWith(TOLD)));

    expect(told.map((alert) => alert.name)).toEqual(
      alerts.map((alert) => alert.name).filter(isOfPipeline),
    );
    expect(told).toHaveLength(4);
  });
});

withCompiler('the webhook of pipeline-errors', () => {
  it('is beside that of the alerts, if that is one of ours', async () => {
    const { outputs } = await evaluate('test/support/webhooks.bicep', {
      alerts: ['https://n8n.example/webhook/p/alerts?token=t', 'https://other.example/hook', ''],
    });

    expect(outputs.pipelineErrors).toEqual([
      'https://n8n.example/webhook/p/pipeline-errors?token=t',
      '',
      '',
    ]);
  });
});
