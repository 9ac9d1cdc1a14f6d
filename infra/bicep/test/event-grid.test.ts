import { describe, expect, it } from 'vitest';
import eventFilter from '../../../core/src/event-filter.json' with { type: 'json' };
import { withCompiler } from './support/compiler.ts';
import { ENVIRONMENTS, snapshotOf } from './support/environments.ts';
import { theOne, valueAt } from './support/resources.ts';
import { allTemplates } from './support/templates.ts';

const SUBSCRIPTION = 'Microsoft.EventGrid/systemTopics/eventSubscriptions';

describe.for(ENVIRONMENTS)('the events of %s', async (name) => {
  const snapshot = await snapshotOf(name);
  const { properties } = theOne(snapshot, SUBSCRIPTION);

  it('are those that the stand-in on a laptop tells of', () => {
    expect(properties?.filter).toEqual({
      includedEventTypes: eventFilter.eventTypes,
      subjectBeginsWith: eventFilter.subjectBeginsWith,
      isSubjectCaseSensitive: true,
      advancedFilters: [{ operatorType: 'StringIn', key: 'data.api', values: eventFilter.apis }],
    });
  });

  it('are CloudEvents', () => {
    expect(properties?.eventDeliverySchema).toBe('CloudEventSchemaV1_0');
  });

  it('go to the queue, by identity', () => {
    const queue = theOne(snapshot, 'Microsoft.ServiceBus/namespaces/queues');

    expect(properties).not.toHaveProperty('destination');
    expect(properties?.deliveryWithResourceIdentity).toEqual({
      identity: { type: 'SystemAssigned' },
      destination: { endpointType: 'ServiceBusQueue', properties: { resourceId: queue.id } },
    });
  });

  it('are kept in the container deadletter if they cannot be delivered, by identity', () => {
    const account = theOne(snapshot, 'Microsoft.Storage/storageAccounts');

    expect(properties).not.toHaveProperty('deadLetterDestination');
    expect(properties?.deadLetterWithResourceIdentity).toEqual({
      identity: { type: 'SystemAssigned' },
      deadLetterDestination: {
        endpointType: 'StorageBlob',
        properties: { resourceId: account.id, blobContainerName: 'deadletter' },
      },
    });
  });

  it('are tried for no longer than the queue remembers what it has seen', () => {
    const queue = theOne(snapshot, 'Microsoft.ServiceBus/namespaces/queues');

    expect(valueAt(queue, 'properties.duplicateDetectionHistoryTimeWindow')).toBe('P1D');
    expect(valueAt(properties, 'retryPolicy.eventTimeToLiveInMinutes')).toBe(24 * 60);
  });
});

withCompiler('the event subscription', () => {
  it('waits for the roles by which it delivers and keeps', async () => {
    const template = (await allTemplates()).get('main/workload/eventGrid');
    const resources = Object.entries(template?.resources ?? {});
    const roles = resources.filter(
      ([, { type }]) => type === 'Microsoft.Authorization/roleAssignments',
    );
    const subscription = resources.find(([, { type }]) => type === SUBSCRIPTION)?.[1];

    expect(roles).toHaveLength(2);
    expect(subscription?.dependsOn).toEqual(
      expect.arrayContaining(roles.map(([symbol]) => symbol)),
    );
  });
});
