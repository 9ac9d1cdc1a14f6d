import { describe, expect, it } from 'vitest';
import { CONTAINERS } from '../../../core/src/blob-names.ts';
import { ENVIRONMENTS, snapshotOf } from './support/environments.ts';
import { PROCESSES, variablesOf } from './support/processes.ts';
import { allOf, ownName, theOne } from './support/resources.ts';

describe.for(ENVIRONMENTS)('%s', async (name) => {
  const snapshot = await snapshotOf(name);
  const queue = theOne(snapshot, 'Microsoft.ServiceBus/namespaces/queues');

  it('delivers a message ten times, and keeps it then', () => {
    expect(queue.properties).toMatchObject({
      maxDeliveryCount: 10,
      defaultMessageTimeToLive: 'P14D',
      deadLetteringOnMessageExpiration: true,
      requiresSession: false,
    });
  });

  it('knows for a day which images it was told of', () => {
    expect(queue.properties).toMatchObject({
      requiresDuplicateDetection: true,
      duplicateDetectionHistoryTimeWindow: 'P1D',
    });
  });

  it.for(['job', 'sweeper'] as const)('has the queue that the %s is told of', (process) => {
    expect(`${variablesOf(PROCESSES[process](snapshot)).SERVICEBUS_NAMESPACE}/images`).toBe(
      queue.name,
    );
    expect(variablesOf(PROCESSES[process](snapshot)).QUEUE_NAME).toBe('images');
  });

  it('has the containers that the code knows, and no other', () => {
    const containers = allOf(snapshot, 'Microsoft.Storage/storageAccounts/blobServices/containers');

    expect(containers.map(ownName).sort()).toEqual(Object.values(CONTAINERS).sort());
  });
});
