import { createLog } from '@blobscribe/core/log';
import { describe, expect, it } from 'vitest';
import { executionsToStart, startScaler } from './keda.ts';

const RULE = { messageCount: 50, maxExecutions: 4 };

describe("KEDA's formula", () => {
  it.each([
    [0, 0, 0],
    [1, 0, 1],
    [50, 0, 1],
    [51, 0, 2],
    [200, 0, 4],
    [10_000, 0, 4],
    [10_000, 3, 1],
    [1, 1, 0],
    [0, 2, 0],
  ])('for %i messages and %i running starts %i', (active, running, started) => {
    expect(executionsToStart(RULE, active, running)).toBe(started);
  });
});

describe('the scaler', () => {
  it('looks again at each interval and ends when it is stopped', async () => {
    const active = [1, 0, 120, 0];
    const { promise: started, resolve } = Promise.withResolvers<void>();
    let starts = 0;
    const scaler = startScaler({
      rule: RULE,
      pollingIntervalMs: 1,
      active: () => active.shift() ?? 0,
      running: () => 0,
      start: () => {
        starts += 1;
        if (starts === 4) resolve();
      },
      log: createLog(() => {}),
    });

    await started;
    await scaler.stop();
    expect(starts).toBe(4);
  });

  it('goes on when the queue could not be counted, and says so', async () => {
    const lines: string[] = [];
    const { promise: started, resolve } = Promise.withResolvers<void>();
    let counted = false;
    const scaler = startScaler({
      rule: RULE,
      pollingIntervalMs: 1,
      active: async () => {
        if (counted) return 1;
        counted = true;
        throw new Error('the queue is away');
      },
      running: () => 0,
      start: resolve,
      log: createLog((line) => lines.push(line)),
    });

    await started;
    await scaler.stop();
    expect(lines).toEqual([expect.stringMatching(/queue-not-counted.*the queue is away/)]);
  });
});
