import { describe, expect, it } from 'vitest';
import { longestMs, longestStopMs, PLATFORM_GRACE_MS } from './deadlines.ts';
import { readConfig } from './read-config.ts';

const config = readConfig({ STORAGE_CONNECTION_STRING: 'x', SERVICEBUS_CONNECTION_STRING: 'y' });
/** As the configuration's help says, and as the deployment sets it. */
const replicaTimeoutMs = (config.RUN_SECONDS + config.LOCK_SECONDS + 60) * 1000;

describe('time has one order', () => {
  it('an image is done, or given up, while its lock is still renewed', () => {
    expect(longestMs()).toBeLessThan(config.RUN_SECONDS * 1000);
  });

  it('locks are renewed for less time than an execution may run', () => {
    expect(config.RUN_SECONDS * 1000).toBeLessThan(replicaTimeoutMs);
  });

  it('an execution that stops receiving at its time has ended before its platform ends it', () => {
    expect(config.RUN_SECONDS * 1000 + longestStopMs()).toBeLessThan(replicaTimeoutMs);
  });

  it('also with the shortest lock', () => {
    const shortest = readConfig({
      STORAGE_CONNECTION_STRING: 'x',
      SERVICEBUS_CONNECTION_STRING: 'y',
      LOCK_SECONDS: '5',
    });

    expect(longestStopMs()).toBeLessThan((shortest.LOCK_SECONDS + 60) * 1000);
  });

  it('a stop ends before the platform kills', () => {
    expect(longestStopMs()).toBeLessThan(PLATFORM_GRACE_MS);
  });
});
