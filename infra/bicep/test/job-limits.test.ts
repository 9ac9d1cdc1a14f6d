import { describe, expect, it } from 'vitest';
import { longestMs, longestStopMs, PLATFORM_GRACE_MS } from '../../../job/src/deadlines.ts';
import { readConfig } from '../../../job/src/read-config.ts';
import { ENVIRONMENTS, snapshotOf } from './support/environments.ts';
import { PROCESSES, variablesOf } from './support/processes.ts';
import { theOne, valueAt } from './support/resources.ts';

describe.for(ENVIRONMENTS)('time in %s has one order', async (name) => {
  const snapshot = await snapshotOf(name);
  const job = PROCESSES.job(snapshot);
  const { RUN_SECONDS, LOCK_SECONDS } = readConfig(variablesOf(job));
  const timeoutSeconds = Number(valueAt(job, 'properties.configuration.replicaTimeout'));

  it('the job knows how long a lock of the queue lasts', () => {
    const queue = theOne(snapshot, 'Microsoft.ServiceBus/namespaces/queues');

    expect(valueAt(queue, 'properties.lockDuration')).toBe(`PT${LOCK_SECONDS}S`);
  });

  it('it stops receiving a lock and a minute before it is killed', () => {
    expect(RUN_SECONDS).toBe(timeoutSeconds - LOCK_SECONDS - 60);
  });

  it('an image is done, or given up, while its lock is still renewed', () => {
    expect(longestMs()).toBeLessThan(RUN_SECONDS * 1000);
    expect(longestMs()).toBeLessThan(timeoutSeconds * 1000);
  });

  it('an execution that stops at its time has ended before it is killed', () => {
    expect(RUN_SECONDS * 1000 + longestStopMs()).toBeLessThan(timeoutSeconds * 1000);
    expect(longestStopMs()).toBeLessThan(PLATFORM_GRACE_MS);
  });

  it('the queue alone tries again', () => {
    expect(valueAt(job, 'properties.configuration.replicaRetryLimit')).toBe(0);
  });
});
