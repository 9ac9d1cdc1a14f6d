import type { Measure } from './interleave.ts';

/** How long `work` takes, the mean of so many times in a row. */
export function millisecondsOf(times: number, work: () => unknown): Measure {
  return async () => {
    const startedAt = performance.now();
    for (let time = 0; time < times; time += 1) await work();
    return (performance.now() - startedAt) / times;
  };
}
