import { createLog } from '@blobscribe/core/log';
import { createPacer, type Pacer } from './pace.ts';
import type { Quota } from './quota.ts';
import { createTestClock, type TestClock } from './test-clock.ts';

export type PacerBench = {
  readonly clock: TestClock;
  readonly pacer: Pacer;
  /** What was logged. */
  readonly lines: readonly string[];
};

/** A pacer in a time that does not wait. */
export function pacerBench(ratePerSecond = 10, callDeadlineMs?: number): PacerBench {
  const lines: string[] = [];
  const clock = createTestClock();
  const log = createLog((line) => lines.push(line));
  const deadline = callDeadlineMs === undefined ? {} : { callDeadlineMs };
  return {
    clock,
    pacer: createPacer({ quota: unsharedQuota(ratePerSecond), clock, log, ...deadline }),
    lines,
  };
}

/** Of which this execution has always the same. */
export function unsharedQuota(perSecond: number): Quota {
  return { share: () => perSecond, during: (work) => work(), close: async () => {} };
}
